import type { BoardState } from '../src/board-state.ts';

export interface Following {
  readonly stop: () => void;
}

const againMs = 1000;

/**
 * Follows the board by server-sent events. By hand: an `EventSource` cannot show the secret
 * but in the address, or in a cookie that every page of this machine's could use.
 */
export function followBoard(
  isNamed: boolean,
  secret: string,
  tell: (news: BoardState | 'lost' | 'refused') => void,
): Following {
  const stopped = new AbortController();
  const { signal } = stopped;
  const follow = async (): Promise<void> => {
    const answer = await ask(isNamed ? 'events' : 'events-without-names', secret, { signal });
    if (answer.status === 401) {
      tell('refused');
      stopped.abort();
      return;
    }
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ''; reader !== undefined;) {
      const { done, value = '' } = await reader.read();
      if (done) return;
      const events = (text + value).split('\n\n');
      text = events.pop() ?? '';
      const last = events.at(-1);
      if (last !== undefined) tell(JSON.parse(last.slice('data: '.length)) as BoardState);
    }
  };
  const isOver = () => signal.aborted;
  const keepOn = async (): Promise<void> => {
    while (!isOver()) {
      await follow().catch(() => undefined);
      if (isOver()) return;
      tell('lost');
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  };
  void keepOn();
  return {
    stop: () => {
      stopped.abort();
    },
  };
}

/** Asks the room what only the instructor may. */
export function ask(what: string, secret: string, more: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  return fetch(`/api/board/${what}`, { ...more, headers });
}

/** Has the browser save what the room makes of the session. */
export async function save(name: string, secret: string): Promise<void> {
  const url = URL.createObjectURL(await (await ask(name, secret)).blob());
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
