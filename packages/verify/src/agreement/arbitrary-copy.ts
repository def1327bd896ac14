import fc from 'fast-check';
import { ignore } from './arbitrary-ignore.ts';
import { mostly } from './arbitrary-words.ts';
import type { Written } from './written.ts';
import { tarOf } from './tar.ts';

/** Files of odd names, one archive, and one that only has the name of one. */
const files: Written['files'] = {
  'server.py': 'print("server")\n',
  'requirements.txt': 'Flask\n',
  '.hidden': 'hidden\n',
  'src/app.py': 'print("app")\n',
  'src/.env': 'a=1\n',
  'src/lib/one.py': 'one = 1\n',
  'src/lib/two.txt': 'two\n',
  'src/lib/deep/er/three.py': 'three = 3\n',
  'docs/read me.md': 'spaces\n',
  'docs/[x].txt': 'a class\n',
  'docs/é$a.txt': 'a dollar\n',
  'docs/-rf': 'a flag\n',
  'data.tar': tarOf({ 'inside.txt': 'inside\n', 'sub/deep.py': 'deep\n', 'src/app.py': 'new\n' }),
  'more/data.tar.gz': 'not packed\n',
  empty: '',
};

const links = {
  'link.py': 'server.py',
  'src/side': 'lib',
  'src/lib/app.py': '../app.py',
  'docs/code': '/src/lib',
  folder: 'src/lib',
};
/** With one of these no pattern builds that comes by it. */
const broken = fc.constantFrom(
  { broken: 'nowhere' },
  { 'src/lib/gone': '../gone' },
  { loop: 'loop' },
);

const plain = [
  ...['.', '/', './', 'server.py', './requirements.txt', '.hidden', 'src', 'src/', 'src/.', 'docs'],
  ...[
    'src/lib',
    'src/lib/one.py',
    'src/lib/deep',
    'src/lib/..',
    '../src/lib',
    'src//app.py',
    'more',
  ],
  ...['docs/-rf', 'docs/\\[x].txt', 'docs/[[]x].txt', 'docs/é\\$a.txt', '"docs"/x/../-rf', '$file'],
  ...[
    'empty',
    'more/data.tar.gz',
    'data.tar',
    '${dir}/lib',
    'link.py',
    'folder',
    'folder/',
    'docs/code',
  ],
  ...['folder/one.py', 'src/side/one.py', 'src/lib/app.py', 'docs/code/two.txt', "'server.py'"],
];
const patterns = [
  ...[
    '*',
    '**',
    '*.py',
    's*',
    '*r*',
    '.*',
    '?ink.py',
    '[!s]*',
    '[^s]*',
    '[rs]*',
    'src/*',
    'src/*.py',
  ],
  ...['src/**', '**/*.py', 'src/**/*.py', '*/*', '*/lib', 's*/l*/*', 'src/*/', 'd*/r*', '*/..'],
  ...['src/lib/*/er', 'fold*/*.py', 'no*', 'src/no*', '***', '${dir}/*', '\\*', 'src/lib/deep/*/*'],
  ...['docs/read?me.md', 'docs/[[]*', 'docs/*\\$*', 'src/[^a-k]*', 'd*/c*/*'],
];
const wrong = [
  'docs/[*',
  's[a-r-]*',
  's[]s]*',
  '*\\',
  'nowhere',
  'broken',
  'server.py/',
  'SRC',
  'src/lib/none',
  '!src',
  '$none',
  'loop',
];
const source = fc.oneof(
  { weight: 16, arbitrary: fc.constantFrom(...plain) },
  { weight: 10, arbitrary: fc.constantFrom(...patterns) },
  fc.constantFrom(...wrong),
);

const destination = fc.constantFrom(
  ...[
    '/a/',
    '/a',
    '/a/b/',
    '.',
    './',
    '/',
    'sub',
    'sub/',
    '/a/.',
    '/a/..',
    '../up/',
    '/a/./b/',
    '/a/',
  ],
  ...[
    '$to',
    '${to}/',
    '/a//b/',
    '/a/server.py',
    '/a/src',
    '/a/src/lib/',
    '/c/$none',
    '..',
    '/w',
    '/a/',
  ],
);

const flags = fc.constantFrom(
  ...['', '', '', '--link ', '--chmod=640 ', '--chown=3:4 ', '--link --chmod=755 --chown=5 '],
);

const pathsOf = (sources: fc.Arbitrary<string>, to = destination) =>
  fc
    .tuple(fc.array(sources, { minLength: 1, maxLength: 3 }), to)
    .map(([from, place]) => [...from, place]);

const spaced = pathsOf(
  fc.oneof(source, fc.constantFrom('docs/read me.md', 'docs/* *')),
  fc.oneof(destination, fc.constant('/my dir/')),
);

const copy = fc
  .tuple(
    fc.constantFrom('COPY', 'COPY', 'ADD'),
    flags,
    fc.oneof(
      { weight: 4, arbitrary: pathsOf(source).map((paths) => paths.join(' ')) },
      spaced.map((paths) => JSON.stringify(paths)),
    ),
  )
  .map(([keyword, before, paths]) => `${keyword} ${before}${paths}`);

const within = mostly(
  ['/', '/', '/*', '/*', '/[acs]*', '/*/*', '/*/s*', '.', '/a/..', '*/../*'],
  ['/a', '/a/*', '/a/src', '/w/sub', '/none', '/no*'],
);

const again = fc
  .tuple(fc.constantFrom('0', 'one', 'ONE'), flags, pathsOf(within))
  .map(([from, before, paths]) => `COPY --from=${from} ${before}${paths.join(' ')}`);

const steps = fc.array(fc.oneof({ weight: 5, arbitrary: copy }, fc.constant('WORKDIR /w')), {
  minLength: 1,
  maxLength: 4,
});

/** Dockerfiles that copy files of all names, by patterns and links, from what an ignore file leaves. */
export function arbitraryCopy(): fc.Arbitrary<Written> {
  return fc
    .record({
      steps,
      next: fc.option(fc.array(again, { minLength: 1, maxLength: 2 }), { freq: 1 }),
      astray: fc.oneof({ weight: 5, arbitrary: fc.constant({}) }, broken),
      ignore,
      isOwn: fc.boolean(),
    })
    .map(({ steps, next, astray, ignore, isOwn }) => ({
      dockerfile: [
        'FROM scratch AS one',
        'ENV to=/t/o file=server.py dir=src',
        ...steps,
        ...(next === null ? [] : ['FROM scratch', 'ENV to=/a', ...next]),
      ].join('\n'),
      files,
      links: { ...links, ...astray },
      ...(ignore !== undefined && (isOwn ? { ownIgnore: ignore } : { ignore })),
    }));
}
