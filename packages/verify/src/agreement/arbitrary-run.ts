import fc from 'fast-check';
import type { Written } from './compare.ts';

const file = fc.constantFrom(
  ...['server.py', 'requirements.txt', 'src', 'src/app.py', 'src/lib', 'src/lib/one.py', 'docs'],
  ...['new', 'new/deep', '/srv/x', '/app/server.py', '../app/src', './main.py', 'nowhere', '*.py'],
  ...['src/*', '$d', '"docs/read me.md"', '${d}/x', "'q r'", '/srv', '.', 'src/..', '/opt/y/z'],
);
const files = fc.array(file, { minLength: 1, maxLength: 2 }).map((words) => words.join(' '));

const words = (...parts: readonly fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((texts) => texts.join(' '));

const command = fc.oneof(
  words(fc.constantFrom('rm', 'rm -f', 'rm -r', 'rm -rf', 'rmdir'), files),
  words(fc.constantFrom('mv', 'mv -f'), files, file),
  words(fc.constantFrom('cp', 'cp -r', 'cp -a', 'cp -R'), files, file),
  words(fc.constantFrom('mkdir', 'mkdir -p', 'mkdir -pv'), files),
  words(fc.constantFrom('touch', 'cat', 'ls', 'test -f', 'test -d', 'cd'), file),
  words(fc.constantFrom('echo hi >', 'echo hi >>', 'cat < server.py >', ': >'), file),
  file.map((path) => `[ -e ${path} ]`),
  fc.constantFrom(
    ...['true', 'false', ':', 'pwd', 'cd', 'cd -', 'exit 0', 'echo $d', 'unset d', 'd=src'],
    ...['d=/srv', 'export d=new', 'ln -s server.py link', 'find . -name "*.py" -delete'],
    ...['chmod 600 server.py', 'tee out.txt', 'sh -c "rm server.py"', 'install -d inst'],
    `python3 -c "open('made', 'w')"`,
  ),
);

/** Plain commands, in all that a shell can put around them. */
const script = fc.letrec<{ script: string }>((tie) => {
  const inner = tie('script');
  return {
    script: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      command,
      fc.tuple(inner, fc.constantFrom(' && ', ' || ', '; '), inner).map((parts) => parts.join('')),
      inner.map((text) => `(${text})`),
      inner.map((text) => `{ ${text}; }`),
      command.map((text) => `! ${text}`),
      fc
        .tuple(inner, inner, inner)
        .map(([test, then, other]) => `if ${test}; then ${then}; else ${other}; fi`),
      fc
        .tuple(fc.constantFrom('a b', '*.py', 'src/*', 'new'), inner)
        .map(([each, text]) => `for d in ${each}; do ${text}; done`),
      inner.map((text) => `${text} | cat`),
      inner.map((text) => `case server.py in *.py) ${text};; *) rm server.py;; esac`),
      inner.map((text) => `f() { ${text}; }; f`),
      inner.map((text) => `d=$(${text})`),
    ),
  };
}).script;

const instruction = fc.oneof(
  {
    weight: 5,
    // Mostly such that the build goes on, whatever came of it.
    arbitrary: fc
      .tuple(script, fc.constantFrom('; true', '; true', '; true', ''))
      .map(([text, end]) => `RUN ${text}${end}`),
  },
  fc
    .array(script, { minLength: 1, maxLength: 3 })
    .map((lines) => `RUN <<EOF\n${lines.join('\n')}\ntrue\nEOF`),
  fc.constantFrom(
    ...['WORKDIR src', 'WORKDIR /srv', 'WORKDIR /app', 'ENV d=docs', 'COPY server.py .'],
    ...['COPY src /srv/x/', 'COPY docs docs', 'RUN ["rm", "-f", "server.py"]'],
    'RUN ["sh", "-c", "rm -r $d; true"]',
  ),
);

/** Dockerfiles whose RUN changes the files that were copied. */
export function arbitraryRun(files: Written['files']): fc.Arbitrary<Written> {
  return fc.array(instruction, { minLength: 1, maxLength: 4 }).map((lines) => ({
    dockerfile: `FROM python:3-alpine\nWORKDIR /app\nCOPY . .\n${lines.join('\n')}\n`,
    files,
  }));
}
