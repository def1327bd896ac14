import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadWorkshop } from '../packages/verify/src/workshops.ts';
import type { BoardState } from '../packages/room/src/board-state.ts';
import { joinRoom, standing } from '../packages/room/src/testing/learner.ts';
import type { TestLearner } from '../packages/room/src/testing/learner.ts';
import { startRoom } from '../packages/room/src/testing/room-process.ts';
import { quantile } from './measure.ts';

export interface RoomBench {
  /** For what the room remembers. */
  readonly scratch: string;
  readonly sizes: readonly number[];
  readonly seconds: number;
  readonly print: (line: string) => void;
}

const saveEveryMs = 5_000;

/** How long a save takes to the board, and what that takes of the instructor's machine. */
export async function benchRoom({ scratch, sizes, seconds, print }: RoomBench): Promise<void> {
  const workshop = await loadWorkshop('containerize-python');
  const ids = workshop.steps.map(({ id }) => id);
  print(
    `Every learner saves each ${saveEveryMs / 1000} s, for ${seconds} s, and one board looks on:`,
  );
  print(
    `${'learners'.padStart(10)}${'saves'.padStart(8)}${'median'.padStart(10)}${'p95'.padStart(10)}${'worst'.padStart(10)}${'of one core'.padStart(14)}${'memory'.padStart(10)}`,
  );
  for (const size of sizes) {
    const room = await startRoom(`${scratch}/room-${size}`);
    try {
      const { origin, pathname } = new URL(room.address);
      const join = (index: number) => joinRoom(origin, pathname.slice(1), `learner ${index}`);
      const learners = await Promise.all(Array.from({ length: size }, (_, index) => join(index)));
      const board = followBoard(origin, new URL(room.board).hash.slice(1));
      const before = usageOf(room.pid);
      const begun = performance.now();
      await Promise.all(learners.map((learner) => work(learner, ids, begun, seconds * 1000)));
      const wall = performance.now() - begun;
      await sleep(1_000);
      const after = usageOf(room.pid);
      board.stop();
      const took = board.latencies;
      const ms = (value: number) => `${Math.round(value)} ms`.padStart(10);
      const share = `${Math.round(((after.cpuMs - before.cpuMs) / wall) * 100)} %`.padStart(14);
      print(
        `${String(size).padStart(10)}${String(took.length).padStart(8)}${ms(quantile(took, 0.5))}${ms(quantile(took, 0.95))}${ms(Math.max(...took))}${share}${`${after.memoryMiB} MiB`.padStart(10)}`,
      );
    } finally {
      await room.kill('SIGTERM');
    }
  }
}

/** Not all at one moment, as people do not save all at one moment. */
async function work(
  learner: TestLearner,
  ids: readonly string[],
  begun: number,
  ms: number,
): Promise<void> {
  await sleep(Math.random() * saveEveryMs);
  for (let passed = 0; performance.now() - begun < ms; passed = (passed + 1) % ids.length) {
    const said = standing(ids, passed, 'Nothing copies `server.py` into the image.');
    const status = await learner.tell({ ...said, trouble: `saved at ${performance.now()}` });
    if (status !== 200) throw new Error(`HTTP ${status}`);
    await sleep(saveEveryMs);
  }
}

/** Reads when each save was made off the board itself. */
function followBoard(origin: string, secret: string) {
  const latencies: number[] = [];
  const stopped = new AbortController();
  const seen = new Set<string>();
  const follow = async () => {
    const answer = await fetch(`${origin}/api/board/events`, {
      headers: { authorization: `Bearer ${secret}` },
      signal: stopped.signal,
    });
    let text = '';
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const events = (text + chunk).split('\n\n');
      text = events.pop() ?? '';
      const now = performance.now();
      for (const event of events) {
        const { learners } = JSON.parse(event.slice('data: '.length)) as BoardState;
        for (const { trouble } of learners) {
          if (trouble === undefined || seen.has(trouble)) continue;
          seen.add(trouble);
          latencies.push(now - Number(trouble.replace('saved at ', '')));
        }
      }
    }
  };
  void follow().catch(() => undefined);
  return {
    latencies,
    stop: () => {
      stopped.abort();
    },
  };
}

function usageOf(pid: number): { readonly cpuMs: number; readonly memoryMiB: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const pages = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  return { cpuMs: ticks * 10, memoryMiB: Math.round(pages / 1024) };
}
