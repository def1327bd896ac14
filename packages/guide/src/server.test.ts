import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GuideState } from './guide-state.ts';
import { startGuideServer } from './server.ts';
import type { GuideServer } from './server.ts';

let server: GuideServer;
let acted: string[];

beforeEach(async () => {
  acted = [];
  const files = new Map([
    ['/index.html', { type: 'text/html; charset=utf-8', content: '<p>page' }],
    ['/assets/a.js', { type: 'text/javascript; charset=utf-8', content: 'a' }],
  ]);
  server = await startGuideServer({
    port: 0,
    files,
    guide: { title: 'A workshop', pages: [] },
    actions: new Map([['start', () => void acted.push('start')]]),
    state: () => ({ phase: 'settled' }) as GuideState,
  });
});

afterEach(() => server.close());

interface Answer {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

/** `fetch` lets nobody choose Host and Origin. */
function ask(path: string, method = 'GET', headers: Record<string, string> = {}): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  request(server.address + path, { method, headers }, (answer) => {
    let body = '';
    answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    answer.on('end', () => {
      resolve({ status: answer.statusCode, type: answer.headers['content-type'], body });
    });
  })
    .on('error', reject)
    .end();
  return promise;
}

test.each([
  ['/', 200, '<p>page'],
  ['/step/expose-port', 200, '<p>page'],
  ['/assets/a.js', 200, 'a'],
  ['/api/guide', 200, '{"title":"A workshop","pages":[]}'],
  ['/assets/b.js', 404, '404\n'],
  ['/../package.json', 404, '404\n'],
  ['/%2e%2e/package.json', 404, '404\n'],
  ['//example.org/', 404, '404\n'],
])('GET %s', async (path, status, body) => {
  expect(await ask(path)).toMatchObject({ status, body });
});

test('only on this machine', () => {
  expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test('a name of another site that leads here gets nothing', async () => {
  expect(await ask('/api/guide', 'GET', { host: 'evil.example' })).toMatchObject({ status: 403 });
  const host = new URL(server.address).host.replace('127.0.0.1', 'localhost');
  expect(await ask('/api/guide', 'GET', { host })).toMatchObject({ status: 200 });
});

test('only the guide’s own page can ask for something', async () => {
  expect(await ask('/api/start', 'POST')).toMatchObject({ status: 403 });
  const stranger = { origin: 'http://evil.example' };
  expect(await ask('/api/start', 'POST', stranger)).toMatchObject({ status: 403 });
  expect(acted).toEqual([]);
  const own = { origin: server.address };
  expect(await ask('/api/start', 'POST', own)).toMatchObject({ status: 204 });
  expect(acted).toEqual(['start']);
  expect(await ask('/api/constructor', 'POST', own)).toMatchObject({ status: 405 });
  expect(await ask('/api/start', 'GET')).toMatchObject({ status: 404 });
});

test('who reads slowly gets the newest state, and not each one between', async () => {
  let version = 0;
  await server.close();
  server = await startGuideServer({
    port: 0,
    files: new Map(),
    guide: { title: 'A workshop', pages: [] },
    actions: new Map(),
    state: () => ({ phase: `v${version}.`.padEnd(500_000) }) as unknown as GuideState,
  });
  const answer = await fetch(`${server.address}/api/events`);
  for (version = 1; version < 100; version += 1) server.send();
  let seen = '';
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  while (!seen.includes('v100.')) seen += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  expect(seen.match(/"phase"/g)?.length).toBeLessThan(50);
});

test('the state comes at once, and again whenever it is sent', async () => {
  const answer = await fetch(`${server.address}/api/events`);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect(await reader?.read()).toMatchObject({ value: 'data: {"phase":"settled"}\n\n' });
  server.send();
  expect(await reader?.read()).toMatchObject({ value: 'data: {"phase":"settled"}\n\n' });
  await reader?.cancel();
});
