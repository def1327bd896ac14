import { markup } from '@kit/presentation/markup';
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { BoardLearner } from '../src/board-state.ts';
import { Forgetting } from './forgetting.ts';

interface ToolbarProps {
  readonly isNamed: boolean;
  readonly learners: readonly BoardLearner[];
  readonly onNames: (isNamed: boolean) => void;
  readonly onSave: (what: string) => void;
  readonly onBegin: () => void;
  /** @param learner absent for the whole session. */
  readonly onForget: (learner?: string) => void;
}

export function Toolbar(props: ToolbarProps): VNode {
  const { isNamed, learners, onNames, onSave, onBegin, onForget } = props;
  const [isForgetting, setForgetting] = useState(false);
  const names = markup`<button key="names" aria-pressed=${!isNamed} aria-keyshortcuts="p" onClick=${() => onNames(!isNamed)}>
    Without names, for the projector <kbd>p</kbd>
  </button>`;
  if (!isNamed) return markup`<div class="toolbar">${names}</div>`;
  const close = () => setForgetting(false);
  return markup`<div class="toolbar">
    ${names}
    <button onClick=${() => onSave('session.csv')}>Save as CSV</button>
    <button onClick=${() => onSave('session.html')}>Save as one page</button>
    <button onClick=${onBegin}>The plan begins now</button>
    <button aria-expanded=${isForgetting} onClick=${() => setForgetting(!isForgetting)}>Forget…</button>
    ${isForgetting && markup`<${Forgetting} learners=${learners} onForget=${onForget} onClose=${close} />`}
  </div>`;
}
