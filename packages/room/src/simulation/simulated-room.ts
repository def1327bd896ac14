import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadWorkshop } from '@kit/verify';
import { vi } from 'vitest';
import { openBrowser } from '../../../../scripts/browser-for-tests.ts';
import type { Page } from '../../../../scripts/browser-for-tests.ts';
import { startRoom } from '../testing/room-process.ts';
import { makeFarNetwork } from './far-network.ts';
import type { FarNetwork } from './far-network.ts';
import { readHistories } from './history.ts';
import { randomOf } from './random.ts';
import { beginLearning } from './simulated-learner.ts';
import type { SimulatedLearner } from './simulated-learner.ts';

/** A room with its class and its board, each a process of its own. */
export interface SimulatedRoom extends AsyncDisposable {
  readonly origin: string;
  readonly code: string;
  readonly near: readonly SimulatedLearner[];
  /** Behind a network that can be cut. */
  readonly far: readonly SimulatedLearner[];
  readonly network: FarNetwork;
  readonly page: Page;
  /** What the board asked of others, or complained of. */
  readonly faults: readonly string[];
  /** Kills the room; after a while the same command opens it again. */
  crash(): Promise<void>;
  reopen(): Promise<void>;
  sessionAsCsv(): Promise<string>;
  /** What all learners' processes take, in MiB: shared pages counted once. */
  memory(): number;
}

const workshopName = 'containerize-python';
/** Forty processes that start at once take a while. */
const patienceMs = 120_000;

export async function openSimulatedRoom(
  seed: number,
  sizes: { readonly near: number; readonly far: number },
): Promise<SimulatedRoom> {
  const random = randomOf(seed);
  const folder = await mkdtemp(path.join(tmpdir(), 'simulated-room-'));
  const store = path.join(folder, 'kept');
  const histories = await readHistories(await loadWorkshop(workshopName));
  const network = await makeFarNetwork();
  let room = await startRoom(store);
  const { address, board } = room;
  const { origin, port, pathname } = new URL(address);
  const farAddress = `http://${network.address}:${port}${pathname}`;
  const begin = (name: string, isFar: boolean) =>
    beginLearning({
      name,
      folder: path.join(folder, name),
      address: isFar ? farAddress : address,
      script: [...histories.write(random), ...histories.write(random)],
      random,
      within: isFar ? network.within : [],
    });
  const several = (count: number, kind: string) =>
    Promise.all(
      Array.from({ length: count }, (_, index) => begin(`${kind} ${index + 1}`, kind === 'far')),
    );
  const [near, far] = [await several(sizes.near, 'near'), await several(sizes.far, 'far')];
  const learners = [...near, ...far];

  const browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('request', (request) => {
    const isOwn = [origin, 'data:'].some((own) => request.url().startsWith(own));
    if (!isOwn) faults.push(request.url());
  });
  await page.goto(board);
  const areIn = () =>
    learners.every(({ name, process }) => process.said().includes(` as ${name}.`));
  await vi.waitUntil(areIn, patienceMs);

  return {
    origin,
    code: pathname.slice(1),
    near,
    far,
    network,
    page,
    faults,
    async crash() {
      await room.kill('SIGKILL');
    },
    async reopen() {
      room = await startRoom(store);
      if (room.board !== board) throw new Error(`${room.board} is not ${board}`);
    },
    async sessionAsCsv() {
      const headers = { authorization: `Bearer ${new URL(board).hash.slice(1)}` };
      return (await fetch(`${origin}/api/board/session.csv`, { headers })).text();
    },
    memory: () =>
      Math.round(learners.reduce((sum, { process: { pid } }) => sum + ownKiB(pid), 0) / 1024),
    async [Symbol.asyncDispose]() {
      await Promise.all(learners.map(({ process }) => process.kill('SIGKILL')));
      await browser.close();
      await room.kill('SIGKILL');
      await network[Symbol.asyncDispose]();
      await histories[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

function ownKiB(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
}
