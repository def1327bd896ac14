import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repository } from '@kit/verify';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  faultsOf,
  isWithoutBrowser,
  notRun,
  openBrowser,
} from '../../../scripts/browser-for-tests.ts';
import type { Browser, Page } from '../../../scripts/browser-for-tests.ts';
import { joinRoom, standing } from './testing/learner.ts';
import { startLearner, startRoom } from './testing/room-process.ts';
import type { LearnerProcess, RoomProcess } from './testing/room-process.ts';

/** A room, learners who save, a board in a browser: each a process of its own. */
const solved = await readFile(
  path.join(repository, 'workshop/containerize-python/11-serve/solution/Dockerfile'),
  'utf8',
);
const hostile = '<img src=x onerror="document.title=1">';

describe.skipIf(isWithoutBrowser)(`the whole room${notRun}`, () => {
  let folder: string;
  let room: RoomProcess;
  let browser: Browser;
  let page: Page;
  let learners: Record<string, LearnerProcess>;
  /** What the page asked of others, or complained of. */
  const strangers: string[] = [];

  const store = () => path.join(folder, 'kept');
  const save = (name: string, text: string) =>
    writeFile(path.join(folder, name, 'Dockerfile'), text);
  const soon = (look: () => Promise<unknown>) => expect.poll(look, { timeout: 30_000 });
  const rowOf = (name: string) =>
    page.locator('tbody tr', { has: page.locator(`.name:text-is(${JSON.stringify(name)})`) });
  const marksOf = async (name: string) =>
    (await rowOf(name).locator('.mark').allInnerTexts()).join('');

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'room-'));
    room = await startRoom(store());
    const start = async (name: string, folderName: string, ...args: readonly string[]) => {
      const place = path.join(folder, folderName);
      await cp(path.join(repository, 'apps/python-server'), place, { recursive: true });
      await writeFile(path.join(place, 'Dockerfile'), 'FROM python:3-alpine\n');
      return startLearner(place, room.address, name, { args });
    };
    const ada = await start('Ada', 'ada');
    // Who comes first has the name alone.
    await vi.waitUntil(() => ada.said().includes('In the room as Ada.'), 50_000);
    learners = {
      ada,
      other: await start('Ada', 'other', '--offer-file'),
      hostile: await start(hostile, 'hostile'),
    };
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on('request', (request) => {
      if (!/^(http:\/\/127\.0\.0\.1:|data:|blob:)/.test(request.url())) {
        strangers.push(request.url());
      }
    });
    page.on('pageerror', (error) => strangers.push(String(error)));
    await page.goto(room.board);
  });

  afterAll(async () => {
    await Promise.all(Object.values(learners).map((each) => each.kill('SIGKILL')));
    await browser.close();
    await room.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  test('a save is on the board within two seconds; two of one name have a row each', async () => {
    await soon(() => page.locator('tbody tr').count()).toBe(3);
    await soon(() => marksOf('Ada')).toMatch(/^✔✔✖/);
    await soon(() => marksOf('Ada (2)')).toMatch(/^✔✔✖/);
    const took: number[] = [];
    const saves = [
      { text: solved, marks: '✔✔✔✔✔✔✔––––' },
      { text: solved.replace('EXPOSE 8000', 'EXPOSE 80'), marks: '✔✔✔✔✖✔✔––––' },
      { text: solved, marks: '✔✔✔✔✔✔✔––––' },
    ];
    for (const { text, marks } of saves) {
      const begun = performance.now();
      await save('ada', text);
      await soon(() => marksOf('Ada')).toBe(marks);
      took.push(performance.now() - begun);
    }
    // A machine that is busy with other tests is slow now and then.
    expect(Math.min(...took)).toBeLessThan(2_000);
    expect(await marksOf('Ada (2)')).toMatch(/^✔✔✖/);
  });

  test('the secret is nowhere to be seen, and what a learner wrote is text', async () => {
    expect(page.url()).toBe(`${new URL(room.address).origin}/board`);
    expect(await page.locator('body').innerText()).toContain(hostile);
    expect(await page.locator('img, script:not([src])').count()).toBe(0);
    expect(strangers).toEqual([]);
  });

  test('what is to mend, with a place of a file that is offered; never of one that is not', async () => {
    await save('other', solved.replace('EXPOSE 8000', 'EXPOSE 80'));
    await save('hostile', solved.replace('EXPOSE 8000', 'EXPOSE 80'));
    await soon(() => page.locator('#mistakes').innerText()).toContain('2 learners');
    expect(await page.locator('#mistakes .line.wrong').innerText()).toContain('EXPOSE 80');
    expect(await page.locator('#mistakes').innerText()).toContain('8000');
    await save('other', solved);
    await soon(() => page.locator('#mistakes').innerText()).toContain('1 learner');
    expect(await page.locator('#mistakes pre').count()).toBe(0);
  });

  test.each(['light', 'dark'] as const)('axe finds nothing wrong: %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('p');
    await soon(() => page.locator('.projector tbody tr').count()).toBe(3);
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.content()).not.toMatch(/Ada|onerror/);
    await page.keyboard.press('p');
    await soon(() => page.locator('.board tbody tr').count()).toBe(3);
  });

  test('saved as a table and as one page, which runs nothing and loads nothing', async () => {
    const saved = async (button: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: button }).click(),
      ]);
      return readFile(await download.path(), 'utf8');
    };
    const table = await saved('Save as CSV');
    expect(table).toMatch(/^\ufeffname,joined,/);
    expect(table).toMatch(/\r\nAda \(2\),2/);
    const file = path.join(folder, 'session.html');
    await writeFile(file, await saved('Save as one page'));
    const alone = await browser.newPage();
    await alone.goto(`file://${file}`);
    expect(await alone.locator('tbody tr').count()).toBe(3);
    expect(await alone.locator('script').count()).toBe(0);
    expect(await faultsOf(alone)).toEqual([]);
    await alone.close();
  });

  test('on a narrow screen only the table is wider than it', async () => {
    const narrow = await browser.newPage({ viewport: { width: 360, height: 740 } });
    await narrow.goto(room.board);
    await narrow.locator('tbody tr').first().waitFor();
    expect(await narrow.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await narrow.close();
  });

  test('a room that is killed is the same when it is opened again, and loses nobody', async () => {
    await room.kill('SIGKILL');
    await soon(() => page.locator('[role=alert]').innerText()).toContain('does not answer');
    await save('ada', solved.replace('EXPOSE 8000', 'EXPOSE 80'));
    await soon(() => Promise.resolve(learners.ada?.said())).toContain('The room cannot be reached');
    // Judging goes on.
    await soon(() => Promise.resolve(learners.ada?.said())).toMatch(
      /cannot be reached[^]*EXPOSE|EXPOSE 80/,
    );
    const { address, board } = room;
    room = await startRoom(store());
    expect([room.address, room.board]).toEqual([address, board]);
    expect(room.said()).toContain('goes on, with 3 learners');
    await soon(() => marksOf('Ada')).toBe('✔✔✔✔✖✔✔––––');
    expect(await page.locator('tbody tr').count()).toBe(3);
    expect(await page.locator('[role=alert]').innerText()).toBe('');
  });

  test('who ends is away, and comes back as the same; who is silent is away too', async () => {
    expect(await learners.ada?.kill('SIGTERM')).toBe(1);
    await soon(() => rowOf('Ada').innerText()).toContain('away');
    learners.ada = startLearner(path.join(folder, 'ada'), room.address, 'Ada');
    await soon(() => rowOf('Ada').innerText()).not.toContain('away');
    expect(await page.locator('tbody tr').count()).toBe(3);
    void learners.other?.kill('SIGSTOP');
    await soon(() => rowOf('Ada (2)').innerText()).toContain('away');
  });

  test('one learner forgotten, then all: the room closes, and nothing is left', async () => {
    const origin = new URL(room.address).origin;
    const spam = await joinRoom(origin, room.address.slice(-6), 'Spam');
    await spam.tell(standing(['base-image'], 0));
    await rowOf('Spam').waitFor();
    await page.getByRole('button', { name: 'Forget…' }).click();
    await page.getByRole('combobox').selectOption('Spam');
    await page.getByRole('button', { name: 'Forget this learner' }).click();
    await soon(() => rowOf('Spam').count()).toBe(0);
    await page.getByRole('button', { name: 'Forget…' }).click();
    await page.getByRole('button', { name: 'Delete the whole session' }).click();
    await soon(() => Promise.resolve(room.said())).toContain('deleted; the room is closed.');
    await soon(() => page.locator('[role=alert]').innerText()).toContain('is deleted');
    room = await startRoom(store(), ['--port', new URL(origin).port]);
    await page.goto(room.board);
    await soon(() => page.locator('#matrix').innerText()).toContain('Nobody has joined yet.');
    await soon(() => Promise.resolve(learners.ada?.said())).toContain(
      'The room does not take this code',
    );
    expect(strangers).toEqual([]);
  });
});
