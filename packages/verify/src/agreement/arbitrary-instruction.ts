import fc from 'fast-check';
import { arbitraryHeredocs } from './arbitrary-heredoc.ts';
import { command, mostly, name, pair, place, port, source, value } from './arbitrary-words.ts';

/** An instruction before it is spelt. */
export interface Line {
  readonly keyword: string;
  readonly words: readonly string[];
  /** Lines of its here-documents. */
  readonly below?: string;
}

const line = (keyword: string, words: fc.Arbitrary<readonly string[]>): fc.Arbitrary<Line> =>
  words.map((each) => ({ keyword, words: each }));
const one = (word: fc.Arbitrary<string>) => word.map((each) => [each]);
const some = (word: fc.Arbitrary<string>, maxLength: number) =>
  fc.array(word, { minLength: 1, maxLength });

const flagsOf = (flag: fc.Arbitrary<string>) =>
  fc.uniqueArray(flag, { maxLength: 2, selector: (each) => each.replace(/=.*/, '') });
const flags = flagsOf(
  mostly(
    [
      ...['--chmod=644', '--chmod=0755', '--chown=1:2', '--chown=$none', '--link', '--link=false'],
      ...['--link=true', '--chown=0'],
    ],
    ['--chmod=$none', '--link=1', '--form=one'],
  ),
);
const times = flagsOf(
  mostly(
    [
      ...['--interval=5s', '--timeout=1m30s', '--retries=3', '--start-period=2h', '--interval=0s'],
      ...['--retries=0', '--timeout=1ms', '--interval=1.5h', '--start-interval=2s'],
    ],
    ['--retries=-1', '--interval=500us', '--interval=5', '--timeout=-1s', '--retries=x'],
  ),
);
const copied = fc
  .tuple(some(source, 2), place)
  .map(([sources, destination]) => [...sources, destination]);
const healthcheck = fc
  .tuple(
    times,
    fc.oneof(
      one(command).map(([text = '']) => ['CMD', text]),
      fc.constant(['none']),
    ),
  )
  .map(([before, test]) => [...before, ...test]);

const heredocs: fc.Arbitrary<Line> = fc
  .record({
    keyword: fc.constantFrom('COPY', 'COPY', 'ADD'),
    before: flags,
    files: fc.constantFrom([], [], [], ['server.py'], ['src']),
    documents: arbitraryHeredocs(),
    to: place,
  })
  .map(({ keyword, before, files, documents, to }) => ({
    keyword,
    words: [...before, ...files, ...documents.words, to],
    below: documents.below,
  }));

/** Kept for the stages that build on this one, and carried out there. */
const trigger = mostly(
  [
    ...['COPY . /x', 'LABEL z=$a', 'expose 80', 'ENV a=on$b', 'ARG b=on', 'WORKDIR on', 'USER 7'],
    ...['ENTRYPOINT ["on"]', 'CMD on $a', 'COPY --chmod=600 server.py $a/', 'healthcheck none'],
    ...['SHELL ["/on", "-c"]', 'VOLUME /on', 'ADD src on', 'STOPSIGNAL 9', 'COPY --from=0 / /on'],
  ],
  ['FROM x', 'ONBUILD LABEL a=b', 'MAINTAINER on', 'COPY nowhere /x', 'LABEL a'],
);

function copiedFrom(stages: readonly string[]): fc.Arbitrary<Line> {
  const from = fc.constantFrom(...stages.map((stage) => `--from=${stage}`));
  // What is there is a matter of luck.
  const path = fc.constantFrom(
    '/',
    '/',
    '/',
    '/*',
    '/*',
    '/app',
    'app/',
    '/a*',
    '/app/src/..',
    '/srv',
  );
  return line(
    'COPY',
    fc.tuple(flags, from, path, place).map(([before, ...words]) => [...before, ...words]),
  );
}

/** @param stages names and numbers of the earlier ones. */
export function instruction(stages: readonly string[]): fc.Arbitrary<Line> {
  return fc.oneof(
    { weight: 4, arbitrary: line('ENV', some(pair, 3)) },
    line('ENV', fc.tuple(name, value, value)),
    { weight: 4, arbitrary: line('ARG', some(fc.oneof(name, pair), 2)) },
    { weight: 4, arbitrary: line('LABEL', some(pair, 3)) },
    { weight: 3, arbitrary: line('WORKDIR', one(place)) },
    // Who has a name is looked up in files of the image.
    line('USER', one(fc.constantFrom('1000', '1000:1000', '0', '${none:-12}:7'))),
    { weight: 2, arbitrary: line('EXPOSE', some(port, 3)) },
    // `/` would cover all that is to be compared.
    line('VOLUME', some(fc.constantFrom('/v', '/data/x', '"/v w"', '/$none/y', '["/j"', 'k'), 2)),
    line(
      'STOPSIGNAL',
      one(
        mostly(['SIGINT', 'int', '9', 'SIGRTMIN+3', '"$none"2'], ['SIGFOO', '65', '$none', '-1']),
      ),
    ),
    { weight: 2, arbitrary: line('CMD', one(command)) },
    { weight: 2, arbitrary: line('ENTRYPOINT', one(command)) },
    line(
      'SHELL',
      one(
        mostly(
          ['["/bin/bash", "-c"]', '["/bin/sh", "-ec"]', '["only"]', '["a", "$a", ""]'],
          ['[]', 'bash', "['x']"],
        ),
      ),
    ),
    line('HEALTHCHECK', healthcheck),
    line('ONBUILD', one(trigger)),
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
    { weight: 3, arbitrary: heredocs },
    ...(stages.length === 0 ? [] : [{ weight: 4, arbitrary: copiedFrom(stages) }]),
  );
}
