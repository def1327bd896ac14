import fc from 'fast-check';
import { command, name, pair, place, port, source, value, variable } from './arbitrary-words.ts';
import type { Written } from './compare.ts';

/** An instruction before it is spelt. */
interface Line {
  readonly keyword: string;
  readonly words: readonly string[];
}

const line = (keyword: string, words: fc.Arbitrary<readonly string[]>): fc.Arbitrary<Line> =>
  words.map((each) => ({ keyword, words: each }));
const one = (word: fc.Arbitrary<string>) => word.map((each) => [each]);
const some = (word: fc.Arbitrary<string>, maxLength: number) =>
  fc.array(word, { minLength: 1, maxLength });

const flags = fc.array(fc.constantFrom('--chmod=644', '--chmod=755', '--chown=1:2', '--link'), {
  maxLength: 2,
});
const times = fc.array(
  fc.constantFrom(
    ...['--interval=5s', '--timeout=1m30s', '--retries=3', '--start-period=2h', '--interval=0s'],
    ...['--retries=0', '--timeout=1ms', '--retries=-1', '--interval=500us'],
  ),
  { maxLength: 2 },
);
const copied = fc
  .tuple(some(source, 2), place)
  .map(([sources, destination]) => [...sources, destination]);
const heredoc = fc
  .tuple(
    fc.constantFrom('EOF', '"EOF"', '-EOF', 'file.txt'),
    place,
    fc.constantFrom('text $a', '\ttab ${b:-c}', '', 'a \\$a \\\\ "q" \'s\''),
  )
  .map(([word, to, body]) => [`<<${word}`, `${to}\n${body}\n${word.replace(/["-]/g, '')}`]);

function copiedFrom(stages: readonly string[]): fc.Arbitrary<Line> {
  const from = fc.constantFrom(...stages.map((stage) => `--from=${stage}`));
  const path = fc.constantFrom(
    '/',
    '/app',
    '/app/',
    '/app/server.py',
    '/srv',
    '/*',
    '/none',
    'app',
  );
  return line('COPY', fc.tuple(from, path, place));
}

/** @param stages names and numbers of the earlier ones. */
function instruction(stages: readonly string[]): fc.Arbitrary<Line> {
  return fc.oneof(
    { weight: 4, arbitrary: line('ENV', some(pair, 3)) },
    line('ENV', fc.tuple(name, value, value)),
    { weight: 3, arbitrary: line('ARG', some(fc.oneof(name, pair), 2)) },
    { weight: 4, arbitrary: line('LABEL', some(pair, 3)) },
    { weight: 3, arbitrary: line('WORKDIR', one(place)) },
    // Who has a name is looked up in files of the image.
    line('USER', one(fc.constantFrom('1000', '1000:1000', '0', '${none:-12}:7'))),
    { weight: 2, arbitrary: line('EXPOSE', some(port, 3)) },
    // `/` would cover all that is to be compared.
    line('VOLUME', some(fc.constantFrom('/v', '/data/x', '"/v w"', '/$none/y'), 2)),
    line('STOPSIGNAL', one(fc.constantFrom('SIGINT', 'int', '9', 'SIGRTMIN+3', 'SIGFOO', '65'))),
    { weight: 2, arbitrary: line('CMD', one(command)) },
    { weight: 2, arbitrary: line('ENTRYPOINT', one(command)) },
    line('SHELL', one(fc.constantFrom('["/bin/bash", "-c"]', '[]', 'bash', "['x']", '["only"]'))),
    line(
      'HEALTHCHECK',
      fc
        .tuple(
          times,
          fc.oneof(
            one(command).map(([text = '']) => ['CMD', text]),
            fc.constant(['none']),
          ),
        )
        .map(([before, test]) => [...before, ...test]),
    ),
    line('ONBUILD', one(fc.constantFrom('COPY . /x', 'LABEL z=$a', 'FROM x', 'expose 80'))),
    line('MAINTAINER', one(value)),
    {
      weight: 6,
      arbitrary: line(
        'COPY',
        fc.tuple(flags, copied).map(([before, paths]) => [...before, ...paths]),
      ),
    },
    line('COPY', one(copied.map((paths) => JSON.stringify(paths)))),
    { weight: 2, arbitrary: line('ADD', copied) },
    { weight: 2, arbitrary: line('COPY', heredoc) },
    ...(stages.length === 0 ? [] : [{ weight: 4, arbitrary: copiedFrom(stages) }]),
  );
}

const spelling = fc.record({
  keyword: fc.constantFrom(
    (keyword: string) => keyword,
    (keyword: string) => keyword.toLowerCase(),
    (keyword: string) => keyword.charAt(0) + keyword.slice(1).toLowerCase(),
  ),
  between: fc.constantFrom(' ', ' ', '  ', '\t', ' \\\n  ', ' \\ \n', ' \\\n# why\n ', ' \\\n\n  '),
  before: fc.constantFrom('', '', '# comment\n', '\n', '  ', '   # indented\n'),
  after: fc.constantFrom('', '', ' ', '\t'),
});

const instructionsIn = (stages: readonly string[]) =>
  fc.array(
    fc.tuple(instruction(stages), spelling).map(([{ keyword, words }, spelt]) => {
      // A here-document wants its line to itself, and what ONBUILD keeps is kept as written.
      const isLiteral = keyword === 'ONBUILD' || words.some((word) => word.includes('\n'));
      const text = [spelt.keyword(keyword), ...words].join(isLiteral ? ' ' : spelt.between);
      // A line that goes on would swallow the next FROM, and so ask for an image of a registry.
      const end = /\\\s*$/.test(text) ? '.' : isLiteral ? '' : spelt.after;
      return spelt.before + text + end;
    }),
    { maxLength: 7 },
  );

const stageNames = ['one', 'Two', 'three'];

function stage(index: number): fc.Arbitrary<string> {
  const earlier = stageNames.slice(0, index);
  const bases = [...earlier, ...earlier.map((each) => each.toLowerCase())];
  const from = fc.constantFrom('scratch', 'scratch', ...bases);
  return fc
    .tuple(from, instructionsIn([...earlier, ...earlier.map((_, number) => String(number))]))
    .map(([base, lines]) => [`FROM ${base} AS ${stageNames[index] ?? ''}`, ...lines].join('\n'));
}

const stages = fc
  .integer({ min: 1, max: stageNames.length })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => stage(index))));

const globals = fc.array(
  fc.tuple(name, fc.oneof(variable, fc.constant('1'))).map(([key, text]) => `ARG ${key}=${text}`),
  { maxLength: 2 },
);

const ignore = fc.array(
  fc.constantFrom(
    ...['src', '*.py', '!src/app.py', '**/*.txt', '# note', '', 'docs/', '*', '!server.py'],
    ...['Dockerfile', '.dockerignore', '/server.py', 's?c', '!**/one.py', 'src/*/', '..', ' docs '],
  ),
  { maxLength: 3 },
);

/** Dockerfiles of all instructions that run nothing, right and wrong, oddly spelt. */
export function arbitraryDockerfile(files: Written['files']): fc.Arbitrary<Written> {
  return fc
    .record({ globals, stages, end: fc.constantFrom('\n', ''), ignore })
    .map(({ globals, stages, end, ignore }) => ({
      dockerfile: [...globals, ...stages].join('\n') + end,
      files,
      ...(ignore.length > 0 && { ignore: `${ignore.join('\n')}\n` }),
    }));
}
