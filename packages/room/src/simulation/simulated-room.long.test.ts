import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isWithoutBrowser, notRun } from '../../../../scripts/browser-for-tests.ts';
import { dawdle, flood, guessCodes, hostileNames, joinAs, misbehave } from './attacks.ts';
import { logBoard } from './board-log.ts';
import type { BoardLog } from './board-log.ts';
import { delays, quantile } from './delays.ts';
import { canMakeNetworks } from './far-network.ts';
import type { SimulatedLearner } from './simulated-learner.ts';
import { openSimulatedRoom } from './simulated-room.ts';
import type { SimulatedRoom } from './simulated-room.ts';
import { strangerAt } from './stranger.ts';

/**
 * A class of forty, each with a `pnpm verify --watch` of their own, some of them behind a network
 * that fails, strangers who do what they can, and the board in a browser. What the board shows
 * has to be what was saved, and what the learner's own kit says.
 */
const seed = Number(process.env.SIMULATION_SEED ?? 1);
const canBeRun = !isWithoutBrowser && canMakeNetworks();

describe.skipIf(!canBeRun)(`a simulated room, seed ${seed}${notRun}`, () => {
  let room: SimulatedRoom;
  let board: BoardLog;
  let learners: readonly SimulatedLearner[];

  beforeAll(async () => {
    room = await openSimulatedRoom(seed, { near: 30, far: 10 });
    learners = [...room.near, ...room.far];
    board = await logBoard(room.page);
  }, 300_000);
  afterAll(() => room[Symbol.asyncDispose]());

  /** Learner by learner: what the board shows, what was saved, what the learner's own kit says. */
  const standing = async () => {
    const shown = await board.now();
    return learners.map(({ name, expected, own }) => [
      name,
      shown.get(name)?.marks,
      expected,
      own(),
    ]);
  };
  const agreed = () => learners.map(({ name, expected }) => [name, expected, expected, expected]);
  const work = async (ms: number) => {
    const signal = AbortSignal.timeout(ms);
    return (await Promise.all(learners.map((each) => each.work(signal)))).flat();
  };
  const areAway = async (who: readonly SimulatedLearner[]) => {
    const shown = await board.now();
    return who.map(({ name }) => shown.get(name)?.isAway);
  };
  const say = (line: string) => process.stderr.write(`${line}\n`);

  test('every save is on the board within two seconds, whatever strangers do meanwhile', async () => {
    const ids = (await room.sessionAsCsv()).match(/[\w-]+(?= first passed)/g) ?? [];
    const target = { stranger: strangerAt(room.origin, '127.0.0.66'), code: room.code, ids };
    // Behind the same address as most of the class.
    const beside = { ...target, stranger: strangerAt(room.origin, '127.0.0.1') };
    for (const name of hostileNames) await joinAs(name, target);
    const eve = await joinAs('Eve', target);
    const done = new AbortController();
    const strangers = Promise.all([
      flood(target, done.signal),
      flood(beside, done.signal),
      guessCodes(target, done.signal),
      misbehave(target, eve, done.signal),
      dawdle(target, 2_500),
    ]);
    const saved = await work(40_000);
    await sleep(2_000);
    done.abort();
    const [flooded, floodedBeside, guessed, misbehaved, hungUp] = await strangers;
    const took = delays(saved, await board.rows());
    const [median, most, worst] = [0.5, 0.95, 1].map((share) => quantile(took, share));
    say(
      `${took.length} saves; to the board ${median} ms, 95 of 100 ${most} ms, worst ${worst} ms.`,
    );
    say(`${learners.length} learners' processes take ${room.memory()} MiB.`);
    say(`Answered: ${JSON.stringify({ flooded, floodedBeside, guessed, misbehaved })}`);
    expect(await standing()).toEqual(agreed());
    expect(took.length).toBeGreaterThan(100);
    expect(took.filter((ms) => ms > 2_000)).toEqual([]);
    for (const tally of [flooded, floodedBeside, guessed]) {
      expect(tally[200]).toBeUndefined();
      expect(tally[429]).toBeGreaterThan(500);
    }
    expect(Object.keys(misbehaved)).toEqual(expect.arrayContaining(['200', '400', '429']));
    expect(Math.max(...hungUp)).toBeLessThan(20_000);
  }, 600_000);

  test('what strangers call themselves is text, on the board and in what is saved', async () => {
    expect((await board.now()).size).toBe(learners.length + hostileNames.length + 1);
    expect(await room.page.locator('#board :is(img, script)').count()).toBe(0);
    expect(await room.page.title()).toBe('Containerize a Python app: the room');
    const saved = await room.sessionAsCsv();
    expect(saved).not.toMatch(/^"?[=@+-]/m);
    expect(saved.replaceAll(/[\r\n]/g, '')).not.toMatch(/\p{Cc}|\u202e/u);
    expect(room.faults).toEqual([]);
  });

  test('a network that is cut: its learners are away, work on, and are back as they are then', async () => {
    const outage = async () => {
      await room.network.cut();
      await expect.poll(() => areAway(room.far), { timeout: 40_000 }).not.toContain(false);
      expect(await areAway(room.near)).not.toContain(true);
      await room.network.restore();
      await expect.poll(() => areAway(room.far), { timeout: 30_000 }).not.toContain(true);
    };
    await Promise.all([outage(), work(45_000)]);
    await expect.poll(standing, { timeout: 20_000 }).toEqual(agreed());
  }, 300_000);

  test('laptops that sleep are away, and come back as the same', async () => {
    const asleep = room.near.slice(0, 3);
    const signal = (name: NodeJS.Signals) =>
      asleep.forEach(({ process: { pid } }) => process.kill(pid, name));
    signal('SIGSTOP');
    await expect.poll(() => areAway(asleep), { timeout: 40_000 }).not.toContain(false);
    signal('SIGCONT');
    await expect.poll(() => areAway(asleep), { timeout: 20_000 }).not.toContain(true);
    expect(await standing()).toEqual(agreed());
  }, 120_000);

  test('a room that is killed while all save loses nobody and nothing', async () => {
    const crash = async () => {
      await sleep(5_000);
      const before = await room.sessionAsCsv();
      await room.crash();
      await sleep(5_000);
      await room.reopen();
      return before;
    };
    const [before] = await Promise.all([crash(), work(30_000)]);
    await expect.poll(standing, { timeout: 30_000 }).toEqual(agreed());
    const after = passedFirst(await room.sessionAsCsv());
    expect(passedFirst(before).filter((each) => !after.includes(each))).toEqual([]);
    expect(room.faults).toEqual([]);
  }, 300_000);
});

/** `name, step, time` of each step that a learner has passed. */
function passedFirst(csv: string): readonly string[] {
  const [header = '', ...lines] = csv.split('\r\n');
  const columns = header.split(',');
  return lines
    .filter((line) => /^(near|far) /.test(line))
    .flatMap((line) => {
      const cells = line.split(',');
      return columns.flatMap((column, index) =>
        column.endsWith('first passed') && cells[index] !== ''
          ? [`${cells[0]}, ${column}, ${cells[index]}`]
          : [],
      );
    });
}
