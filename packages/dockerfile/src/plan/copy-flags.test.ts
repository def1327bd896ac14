import { expect, test } from 'vitest';
import { contextOf } from '../cases/context-of.ts';
import { sampleFiles } from '../cases/index.ts';
import { evaluateImagePlan } from '../evaluate.ts';
import { parseDockerfile } from '../parse.ts';

/** The files of the image, or what stops the builder. Older engines know these flags only on trial. */
function copied(...lines: readonly string[]): readonly string[] {
  const dockerfile = lines.join('\n');
  const context = contextOf({ dockerfile, files: sampleFiles });
  const { errors, target } = evaluateImagePlan(parseDockerfile(dockerfile), context);
  if (errors.length > 0) return errors.map(({ message }) => message);
  return (target?.files.paths() ?? []).filter((path) => {
    const origin = target?.files.at(path);
    return typeof origin === 'object' && origin.kind !== 'directory';
  });
}

test.each([
  ['--exclude=lib src /x', ['/x/app.py']],
  ['--exclude=**/*.py src /x', ['/x/lib/two.txt']],
  ['--exclude=* --exclude=!lib/one.py src /x', ['/x/lib/one.py']],
  ['--exclude=one.py src/li? /x/', ['/x/two.txt']],
  // A pattern is not that of a line of `.dockerignore`.
  ['--exclude=/lib src /x', ['/x/app.py', '/x/lib/one.py', '/x/lib/two.txt']],
  ['--exclude=lib/ src /x', ['/x/app.py']],
  ['--exclude= src/lib /x', ['/x/one.py', '/x/two.txt']],
  // A file that is named is there, whatever is left out.
  ['--exclude=*.py server.py /x/', ['/x/server.py']],
  ['--exclude=*.py *.py /x/', ['/x/server.py']],
  ['--exclude=[ src /x', ['`[` is no pattern that `--exclude` can match']],
  ['--exclude=! src /x', ['`!` is no pattern that `--exclude` can match']],
  ['--parents src/lib/one.py server.py /x/', ['/x/server.py', '/x/src/lib/one.py']],
  ['--parents src/./lib/*.py /x/', ['/x/lib/one.py']],
  ['--parents --exclude=**/two.txt src /x/', ['/x/src/app.py', '/x/src/lib/one.py']],
  ['--parents **/*.txt /x/', ['/x/requirements.txt', '/x/src/lib/two.txt']],
  ['--parents src/lib/three.py /x/', ['`src/lib/three.py` is not in the build context']],
  ['--parents src/lib/three* /x/', []],
])('COPY %s', (words, expected) => {
  expect(copied('FROM scratch', `COPY ${words}`)).toEqual(expected);
});

test('a stage named scratch is a stage', () => {
  expect(
    copied(
      'FROM scratch AS empty',
      'FROM empty AS scratch',
      'COPY server.py /x',
      'FROM empty',
      'COPY --from=scratch /x /y',
    ),
  ).toEqual(['/y']);
});

test('RUN --device is on trial', () => {
  const device = ['FROM scratch', 'RUN --device=gpu ["/x"]'];
  expect(copied(...device)).toEqual([
    '`--device` is on trial: it needs `# syntax=docker/dockerfile:1-labs` at the top',
  ]);
  expect(copied('# syntax=docker/dockerfile:1-labs', ...device)).toEqual([]);
});

test('what is not known cannot be put below a file either', () => {
  const message = '`/app` is a file in the image, so nothing can be put below it';
  const file = ['FROM scratch', 'COPY server.py /app'];
  expect(copied(...file, 'COPY --from=busybox /x /app/')).toEqual([message]);
  expect(copied(...file, 'ADD https://example.com/x.git /app')).toEqual([message]);
});
