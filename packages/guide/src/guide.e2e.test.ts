import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadWorkshop, repository, sessionOpener } from '@kit/verify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  faultsOf,
  isWithoutBrowser,
  notRun,
  openBrowser,
} from '../../../scripts/browser-for-tests.ts';
import type { Browser, Page } from '../../../scripts/browser-for-tests.ts';
import { startGuide } from './guide.ts';
import type { Guide } from './guide.ts';

const workshop = await loadWorkshop('containerize-python');
const solved = await readFile(
  path.join(repository, 'workshop/containerize-python/11-serve/solution/Dockerfile'),
  'utf8',
);

/** The kit plays the learner, who builds and tags. */
const openSession = sessionOpener(new AbortController().signal, { playsLearner: true });

describe.skipIf(isWithoutBrowser)(`the guide in a browser${notRun}`, () => {
  let browser: Browser;
  let folder: string;
  let guide: Guide;
  let page: Page;
  /** Of other servers than the guide's own. */
  let strangers: string[];

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'guide-'));
    await cp(path.join(repository, 'apps/python-server'), folder, { recursive: true });
  });

  afterEach(async () => {
    await page.close();
    await guide.close();
    await rm(folder, { recursive: true });
  });

  const save = (text: string) => writeFile(path.join(folder, 'Dockerfile'), text);
  const textOf = (selector: string) => page.locator(selector).innerText();
  const soon = (look: () => Promise<unknown>) => expect.poll(look, { timeout: 20_000 });
  const marks = async () => (await page.locator('.steps .mark').allInnerTexts()).join('');

  async function open(
    mode: 'static' | 'full',
    { at = '/', ...options }: Parameters<Browser['newPage']>[0] & { readonly at?: string } = {},
  ): Promise<void> {
    guide = await startGuide({ workshop, directory: folder, mode, port: 0, openSession });
    page = await browser.newPage(options);
    strangers = [];
    page.on('request', (request) => {
      if (!/^(http:\/\/127\.0\.0\.1:|data:)/.test(request.url())) strangers.push(request.url());
    });
    page.on('pageerror', (error) => strangers.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') strangers.push(message.text());
    });
    await page.goto(guide.address + at);
    await soon(marks).toHaveLength(11);
  }

  test('the tutorial, line by line: marks and lines follow each save', async () => {
    await open('static');
    await soon(() => textOf('.verdict')).toContain('This folder has no file named Dockerfile.');
    let text = '';
    for (const line of solved.trimEnd().split('\n')) {
      text += `${line}\n`;
      await save(text);
    }
    await soon(marks).toBe('✔✔✔✔✔✔✔––––');
    expect(await page.locator('progress').getAttribute('value')).toBe('7');
    expect(await page.locator('.file .line').first().innerText()).toContain('FROM python:3-alpine');

    await save(solved.replace('COPY ./server.py .', 'COPY ./server.py'));
    await soon(() => textOf('.file .wrong .note')).toContain('COPY ./server.py .');
    expect(await marks()).toContain('✖');
    // To the column.
    await save(solved.replace('COPY ./server.py .', 'COPY ./serverr.py .'));
    await soon(() => page.locator('.file .place').allInnerTexts()).toEqual(['./serverr.py']);
    expect(strangers).toEqual([]);
  });

  test('the page says where to go on, and a screen reader is told in short', async () => {
    await save(solved.replace('EXPOSE 8000', 'EXPOSE 80'));
    await open('static', { at: '/step/working-directory' });
    await soon(() => textOf('.verdict')).toContain('This step: passed');
    await soon(() => page.locator('[role=status]').textContent()).toBe(
      'Set the working directory: passed.  6 of 11 steps passed.',
    );
    await page.locator('.verdict a', { hasText: 'Expose the port' }).click();
    await soon(() => textOf('.verdict')).toContain('something to mend');
    expect(await page.locator('[role=status]').textContent()).toContain('6 of 11 steps passed.');
  });

  test('saved by halves, renamed on saving, removed, a folder in its place, no folder', async () => {
    await open('static');
    const file = path.join(folder, 'Dockerfile');
    await save(solved.slice(0, 30));
    await soon(() => textOf('.file')).toContain('WORKDIR');
    await writeFile(`${file}~`, solved);
    await rename(`${file}~`, file);
    await soon(marks).toBe('✔✔✔✔✔✔✔––––');
    await rm(file);
    await soon(() => textOf('.file')).toContain(`nano ${file}`);
    await mkdir(file);
    await soon(() => textOf('.file .note')).toContain('Dockerfile');
    await rename(folder, `${folder}~`);
    await soon(() => textOf('.verdict')).toContain('There is no folder');
    await rename(`${folder}~`, folder);
    await rmdir(file);
    await save(solved);
    await soon(marks).toBe('✔✔✔✔✔✔✔––––');
    expect(strangers).toEqual([]);
  });

  test('a page of another site reads nothing, starts nothing and frames nothing', async () => {
    await open('full');
    const site = createServer((_, answer) => {
      answer.setHeader('content-type', 'text/html').end(`<title>…</title><script type="module">
        const guide = ${JSON.stringify(guide.address)};
        const tried = [
          fetch(guide + '/api/guide').then((answer) => answer.text()),
          fetch(guide + '/api/start', { method: 'POST' }).then((answer) => answer.text()),
          new Promise((resolve, reject) => Object.assign(new EventSource(guide + '/api/events'),
            { onmessage: resolve, onerror: () => reject(new Error('refused')) })),
        ];
        // Sent, without being let to see the answer.
        await fetch(guide + '/api/start', { method: 'POST', mode: 'no-cors' }).catch(() => 0);
        document.title = (await Promise.allSettled(tried)).map(({ status }) => status).join();
      </script><iframe src="${guide.address}"></iframe>`);
    }).listen(0, '127.0.0.1');
    await once(site, 'listening');
    const stranger = await browser.newPage();
    try {
      await stranger.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
      await soon(() => stranger.title()).toBe('rejected,rejected,rejected');
      expect(await stranger.frames()[1]?.locator('.workshop').count()).toBe(0);
      expect(await textOf('.app')).toContain('Build it and run it');
    } finally {
      await stranger.close();
      site.close();
    }
  });

  test('from step to step, with the mouse, the keyboard and the browser’s own buttons', async () => {
    await open('static', { at: '/step/base-image' });
    expect(await textOf('article h2')).toContain('Choose a base image');
    await page.locator('.turn [rel=next]').click();
    await soon(() => textOf('article h2')).toContain('Set the working directory');
    expect(page.url()).toMatch(/\/step\/working-directory$/);
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H2');
    await page.goBack();
    await soon(() => textOf('article h2')).toContain('Choose a base image');
    await page.locator('.steps a').nth(4).focus();
    await page.keyboard.press('Enter');
    await soon(() => textOf('article h2')).toContain('Expose the port');
    expect(await page.title()).toBe('5. Expose the port · Containerize a Python app');
  });

  test('what a learner wrote is text, whatever it looks like', async () => {
    const hostile = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
    await save(`FROM python:3-alpine\nCOPYY ${hostile}\nLABEL a="${hostile}"\n`);
    await open('static');
    await soon(() => textOf('.file')).toContain(hostile);
    expect(await page.locator('aside img, aside script').count()).toBe(0);
    expect(strangers).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('axe finds nothing wrong: %s', async (colorScheme) => {
    await save(solved.replace('EXPOSE 8000', 'EXPOSE 80'));
    await open('static', { colorScheme, at: '/step/expose-port' });
    await soon(() => textOf('.file .note')).not.toBe('');
    expect(await faultsOf(page)).toEqual([]);
  });

  test('on a narrow screen nothing is cut off', async () => {
    await save(solved);
    await open('static', { viewport: { width: 360, height: 740 } });
    await soon(() => textOf('.file')).toContain('FROM');
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(360);
  });

  test('once the kit has ended, the page says so; it goes on when the kit is back', async () => {
    await open('static');
    const port = Number(new URL(guide.address).port);
    await guide.close();
    await soon(() => textOf('[role=alert]')).toContain('The kit does not answer');
    await save('FROM python:3-alpine\n');
    guide = await startGuide({ workshop, directory: folder, mode: 'static', port, openSession });
    await soon(() => textOf('.file')).toContain('FROM python:3-alpine');
    expect(await textOf('[role=alert]')).toBe('');
  });

  test('the whole line: layers, what a change costs, and the app in its frame', async () => {
    await save(solved);
    await open('full', { at: '/step/serve' });
    const patience = { timeout: 90_000 };
    await expect.poll(marks, patience).toBe('✔'.repeat(11));
    const layers = page.locator('.layers tbody th');
    await expect.poll(() => layers.count(), patience).toBe(7);
    expect(await layers.allInnerTexts()).toEqual([
      ...solved.trimEnd().split('\n').slice(1).toReversed(),
      'the base image',
    ]);
    await expect.poll(() => page.locator('.cost tbody tr').count(), patience).toBe(2);
    expect(await textOf('.cost')).toContain('requirements installed first');
    expect(await faultsOf(page)).toEqual([]);

    await page.getByRole('button', { name: 'Build it and run it' }).click();
    const answer = page.frameLocator('iframe').getByRole('heading', { name: 'Hello from Python' });
    await answer.waitFor(patience);
    expect(await page.locator('.outdated').count()).toBe(0);
    await save(`${solved}# one line more\n`);
    await page.locator('.outdated').waitFor(patience);
    await page.getByRole('button', { name: 'Stop it' }).click();
    await page.getByRole('button', { name: 'Build it and run it' }).waitFor(patience);
    expect(strangers).toEqual([]);
  });
});
