import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { extensionTag, makeWheel, withRequirements } from './wheels.ts';

let unpacked: string;
beforeEach(async () => {
  unpacked = await mkdtemp(path.join(tmpdir(), 'wheel-'));
});
afterEach(async () => {
  await rm(unpacked, { recursive: true });
});

async function lay(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(unpacked, 'usr/lib/python3/dist-packages', name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

test('a library becomes a wheel', async () => {
  await lay({
    'tiny/__init__.py': 'answer = 42\n',
    'tiny/__pycache__/__init__.pyc': '',
    'tiny_thing-1.2.dist-info/METADATA': 'Metadata-Version: 2.1\nName: tiny.thing\nVersion: 1.2\n',
    'tiny_thing-1.2.dist-info/INSTALLER': 'debian\n',
  });
  const wheel = await makeWheel(unpacked);
  expect(wheel?.fileName).toBe('tiny_thing-1.2-py3-none-any.whl');
  // Nothing is compressed, so all texts can be seen.
  expect(wheel?.content.toString('latin1')).toContain('answer = 42\n');
  expect(wheel?.content.toString('latin1')).toContain(
    `Wheel-Version: 1.0
Generator: docker-workshop-kit
Root-Is-Purelib: true
Tag: py3-none-any
`,
  );
  expect(wheel?.content.toString('latin1')).toContain(
    `tiny/__init__.py,sha256=CndQInRPZMNShj8WXy4SWJhBmZm8V8gyBHcgNtDvay4,12\n`,
  );
  expect(wheel?.content.toString('latin1')).not.toMatch(/INSTALLER|__pycache__/);
  expect(await makeWheel(unpacked)).toEqual(wheel);
});

test('a package without a library', async () => {
  expect(await makeWheel(unpacked)).toBeUndefined();
});

test('what setuptools wrote in old times', () => {
  const requires = 'click>=8\nwerkzeug\n\n[async]\nasgiref\n\n[:python_version < "3"]\nold\n';
  expect(withRequirements('Name: thing\n\nA thing.\n', requires)).toBe(
    'Requires-Dist: click>=8\nRequires-Dist: werkzeug\nName: thing\n\nA thing.\n',
  );
});

test.each([
  ['markupsafe/_speedups.cpython-313-x86_64-linux-gnu.so', 'cp313-cp313-linux_x86_64'],
  ['markupsafe/_speedups.cpython-313-aarch64-linux-gnu.so', 'cp313-cp313-linux_aarch64'],
  ['markupsafe/__init__.py', undefined],
])('%s', (fileName, tag) => {
  expect(extensionTag(fileName)).toBe(tag);
});
