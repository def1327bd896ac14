import type { ServerResponse } from 'node:http';

/** The pages that are open, each told of every change by server-sent events. */
export interface Followers {
  add(answer: ServerResponse): void;
  /** Tells all of them the state as it is now. */
  send(): void;
}

/** @param state what they are told; only the newest counts, so a slow reader misses some between. */
export function createFollowers(state: () => unknown): Followers {
  const all = new Set<ServerResponse>();
  /** Those that have not taken yet what they were sent last. */
  const late = new Set<ServerResponse>();
  const tell = (answer: ServerResponse, event: string) => {
    if (answer.writableNeedDrain) late.add(answer);
    else answer.write(event);
  };
  const event = () => `data: ${JSON.stringify(state())}\n\n`;
  return {
    add(answer) {
      answer.writeHead(200, { 'content-type': 'text/event-stream' });
      answer.on('drain', () => {
        if (late.delete(answer)) tell(answer, event());
      });
      answer.once('close', () => {
        all.delete(answer);
        late.delete(answer);
      });
      all.add(answer);
      tell(answer, event());
    },
    send() {
      if (all.size === 0) return;
      const now = event();
      for (const each of all) tell(each, now);
    },
  };
}
