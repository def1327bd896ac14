import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { obtainEngine } from './engine.ts';
import { makeFixture, pythonImage } from './fixture.ts';
import type { Fixture } from './fixture.ts';

/** An engine of another machine, as its client sees it: behind TLS, and only for whom it knows. */
let folder: string;
let variables: NodeJS.ProcessEnv;
let server: ReturnType<typeof createServer>;

beforeAll(async () => {
  const engine = new URL((await obtainEngine()).address);
  folder = await mkdtemp(path.join(tmpdir(), 'tls-'));
  // One certificate for both ends, which is its own authority.
  const subject = ['-subj', '/CN=engine', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject];
  execFileSync('openssl', [...made, '-keyout', 'key.pem', '-out', 'cert.pem'], {
    cwd: folder,
    stdio: 'pipe',
  });
  execFileSync('cp', ['cert.pem', 'ca.pem'], { cwd: folder });
  const cert = await readFile(path.join(folder, 'cert.pem'));
  const key = await readFile(path.join(folder, 'key.pem'));
  server = createServer({ ca: cert, cert, key, requestCert: true, rejectUnauthorized: true });
  server.on('secureConnection', (client) => {
    const connection = createConnection(engine.pathname);
    for (const each of [client, connection]) each.on('error', () => undefined);
    client.pipe(connection).pipe(client);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  variables = { DOCKER_HOST: `tcp://127.0.0.1:${port}` };
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

/** A process of its own, for these variables are read once. */
async function judge(fixture: Fixture, env: NodeJS.ProcessEnv): Promise<unknown> {
  const program = `
    const kit = await import(${JSON.stringify(new URL('index.ts', import.meta.url).href)});
    const engine = await kit.connectEngine();
    const kept = await kit.keepImages(engine);
    const built = await kit.buildImage(engine, JSON.parse(process.argv[1]));
    if (built.kind !== 'built') throw new Error(built.log.join());
    try {
      const question = { imageId: built.imageId, port: 8000, path: '/', profile: 'grade' };
      const { kind, status, log } = await kit.runAndProbe(engine, question);
      console.log(JSON.stringify({ kind, status, log }));
    } finally {
      await kit.removeBuild(engine, built, kept);
    }`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', program, JSON.stringify(fixture)],
    { env: { ...process.env, ...variables, ...env } },
  );
  return JSON.parse(stdout);
}

const httpServer = pythonImage(
  `import http.server\nhttp.server.HTTPServer(('', 8000), http.server.SimpleHTTPRequestHandler).serve_forever()`,
);

test('an engine behind TLS builds and runs', async () => {
  await using fixture = await makeFixture(httpServer);
  const env = { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folder };
  expect(await judge(fixture, env)).toEqual({ kind: 'answered', status: 200 });
});

test('without TLS it is not found', async () => {
  await using fixture = await makeFixture(httpServer);
  await expect(judge(fixture, {})).rejects.toThrow(
    `No container engine answers at ${variables.DOCKER_HOST ?? ''}, which DOCKER_HOST names.`,
  );
});
