import { markup } from '@kit/presentation/markup';
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { BoardState } from '../src/board-state.ts';
import { board, projector } from './board.ts';
import { ask, followBoard, save } from './follow-board.ts';
import { announcement } from './stuck.ts';
import { Toolbar } from './toolbar.ts';

/** Follows the room, and shows it as it is. */
export function App({ secret }: { readonly secret: string }): VNode {
  const [isNamed, setNamed] = useState(location.hash !== '#projector');
  const [state, setState] = useState<BoardState>();
  const [trouble, setTrouble] = useState<'lost' | 'refused' | 'closed'>();
  const [skew, setSkew] = useState(0);
  const [, setTick] = useState(0);

  useEffect(() => {
    const following = followBoard(isNamed, secret, (news) => {
      if (typeof news === 'string') {
        setTrouble((before) => (before === 'closed' ? before : news));
        return;
      }
      setTrouble(undefined);
      setSkew(news.at - Date.now());
      setState(news);
    });
    return following.stop;
  }, [isNamed, secret]);

  // Minutes pass, though nothing happens.
  useEffect(() => {
    const timer = setInterval(() => {
      setTick((tick) => tick + 1);
    }, 5_000);
    return () => {
      clearInterval(timer);
    };
  }, []);

  const showNames = (next: boolean) => {
    // Not for a moment is a name seen that is not to be.
    setState(undefined);
    setNamed(next);
    history.replaceState(null, '', next ? '/board' : '/board#projector');
  };
  useEffect(() => {
    const press = ({ key, target, ctrlKey, altKey, metaKey }: KeyboardEvent) => {
      const isTyped = target instanceof HTMLSelectElement || ctrlKey || altKey || metaKey;
      if (key === 'p' && !isTyped) showNames(!isNamed);
    };
    addEventListener('keydown', press);
    return () => {
      removeEventListener('keydown', press);
    };
  }, [isNamed]);

  const order = (what: string, body: object = {}) =>
    ask(what, secret, { method: 'POST', body: JSON.stringify(body) });
  const forget = (learner?: string) => {
    if (learner === undefined) setTrouble('closed');
    void (learner === undefined ? order('forget') : order('remove', { learner }));
  };

  const now = Date.now() + skew;
  const title = state?.title ?? 'The room';
  useEffect(() => {
    document.title = `${title}: the room`;
  }, [title]);
  return markup`
    <header>
      <h1>${title}</h1>
      <${Toolbar}
        isNamed=${isNamed}
        learners=${state?.learners ?? []}
        onNames=${showNames}
        onSave=${(what: string) => void save(what, secret)}
        onBegin=${() => void order('begin')}
        onForget=${forget}
      />
      <div role="alert">${trouble && markup`<p class="trouble">${words[trouble]}</p>`}</div>
    </header>
    <p class="unseen" role="status">${state && announcement(state)}</p>
    ${state === undefined ? markup`<main><p>Looking into the room…</p></main>` : (isNamed ? board : projector)(state, now)}
  `;
}

const words = {
  lost: 'The room does not answer. Start `pnpm room` again; this page goes on by itself.',
  refused:
    'The room does not take this secret. Open the address of the board that `pnpm room` shows.',
  closed: 'What was kept of this session is deleted, and the room is closed.',
};
