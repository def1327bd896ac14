import { markup } from '@kit/presentation/markup';
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { BoardLearner } from '../src/board-state.ts';

interface ForgettingProps {
  readonly learners: readonly BoardLearner[];
  /** @param learner absent for the whole session. */
  readonly onForget: (learner?: string) => void;
  readonly onClose: () => void;
}

/** One learner, or all that is kept of the session. */
export function Forgetting({ learners, onForget, onClose }: ForgettingProps): VNode {
  const [chosen, setChosen] = useState('');
  const forget = (learner?: string) => {
    onForget(learner);
    onClose();
  };
  return markup`<span class="toolbar" role="group" aria-label="Forget">
    <label>Learner <select value=${chosen} onChange=${(event: Event) => setChosen((event.target as HTMLSelectElement).value)}>
      <option value="">choose one</option>
      ${learners.map(({ id, name }) => markup`<option key=${id} value=${id}>${name}</option>`)}
    </select></label>
    <button disabled=${chosen === ''} onClick=${() => forget(chosen)}>Forget this learner</button>
    <button class="danger" onClick=${() => forget()}>Delete the whole session, and close the room</button>
    <button onClick=${onClose}>Keep all</button>
  </span>`;
}
