import fc from 'fast-check';

/** The pieces that instructions are made of, most of them valid, some of them odd. */

/** Few that are wrong, or nothing would build. */
export function mostly(right: readonly string[], wrong: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...right) }, fc.constantFrom(...wrong));
}

/** The builder sets some of them by itself, where a stage declares them. */
export const name = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('a', 'b', 'long_name', 'PATH') },
  fc.constantFrom('TARGETOS', 'BUILDPLATFORM', 'HTTP_PROXY', 'no_proxy'),
);

const plain = fc.constantFrom('x', 'one', '1.2.3', 'a/b', '/p/q', '8000', 'é', 'a.b.c', '-', '');
const pattern = fc.constantFrom('*', 'a*', '*.', '?', 'x', '1.', '*b', '[a-c]', 'on');

/** `$a`, `${a}`, and the modifiers of BuildKit, one inside the other. */
export const variable = fc.letrec<{ variable: string }>((tie) => ({
  variable: fc.oneof(
    { depthSize: 'small' },
    { weight: 4, arbitrary: name.map((it) => `$${it}`) },
    { weight: 4, arbitrary: name.map((it) => `\${${it}}`) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(name, fc.constantFrom(':-', '-', ':+', '+'), fc.oneof(plain, tie('variable')))
        .map(([it, operator, word]) => `\${${it}${operator}${word}}`),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(name, fc.constantFrom('#', '##', '%', '%%'), pattern)
        .map(([it, operator, word]) => `\${${it}${operator}${word}}`),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(name, fc.constantFrom('/', '//'), pattern, fc.constantFrom('', 'y', '$b'))
        .map(([it, operator, from, to]) => `\${${it}${operator}${from}/${to}}`),
    },
  ),
})).variable;

/** With many of these nothing would build. */
const required = fc
  .tuple(name, fc.constantFrom(':?', '?'), fc.constantFrom('', 'set it', '$b'))
  .map(([it, operator, word]) => `\${${it}${operator}${word}}`);

const quoted = (quote: string, other: string) =>
  fc
    .array(fc.oneof(plain, variable, fc.constantFrom(' ', other)), { maxLength: 3 })
    .map((parts) => quote + parts.join('') + quote);

const piece = fc.oneof(
  { weight: 8, arbitrary: plain },
  { weight: 6, arbitrary: variable },
  required,
  { weight: 2, arbitrary: quoted('"', "'") },
  { weight: 2, arbitrary: quoted("'", '"') },
  { weight: 2, arbitrary: fc.constantFrom('\\$a', '\\ ', '\\\\', '\\"', "\\'", '\\x', '#', '\\#') },
);

export const value = fc.array(piece, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));

export const pair = fc
  .tuple(
    fc.oneof(
      { weight: 5, arbitrary: name },
      fc.constantFrom('"quoted key"', 'org.example.k', '$a', 'k-1'),
    ),
    value,
  )
  .map(([key, text]) => `${key}=${text}`);

/** A place in the image. */
export const place = fc.oneof(
  fc.constantFrom('/', '/app', '/app/', 'app', './app', '../up', '/a/b/../c', '.', 'deep/er/'),
  fc.constantFrom('/app/file', '$a', '/${b:-p}/q', '/srv//double'),
  fc.tuple(fc.constantFrom('/', ''), variable).map((parts) => parts.join('')),
);

/**
 * A source of COPY. No pattern below a named folder: where that is not there,
 * what BuildKit says depends on its cache.
 */
export const source = mostly(
  [
    ...['.', 'server.py', './requirements.txt', 'src', 'src/', 'src/lib', 'src/lib/one.py'],
    ...['*.py', 's*', '**', '*', 'docs', '/server.py', '../server.py', 'src/../server.py'],
    ...['server.p?', '[rs]e*', '$none.', 'no*where'],
  ],
  ['nowhere', '$a', 'server.py/', 'Server.py', 'src/none'],
);

export const port = mostly(
  [
    ...['80', '8000/tcp', '53/udp', '7000-7003', '443/TCP', '${b:-81}', '"82"', '65535', "'83'"],
    ...['8080:80', '9/sctp', '7000-7001/udp', '127.0.0.1:90:91', '90-91:92-93'],
  ],
  ['$a', '80-79', '0', '65536', 'x', '1/foo', '80/', '-1', '80-', '1-65536'],
);

const json = fc
  .array(fc.constantFrom('python3', './server.py', '-u', 'a b', '$a', 'é"q', '\\', ''), {
    maxLength: 3,
  })
  .map((words) => JSON.stringify(words));

/** Exec form, what is nearly exec form, and shell form. */
export const command = fc.oneof(
  { weight: 5, arbitrary: json },
  {
    weight: 10,
    arbitrary: mostly(
      [
        ...[
          "['a', 'b']",
          '["a",]',
          '["a" "b"]',
          '["a"',
          '[ "a" , "b" ]',
          '[]',
          '["\\u0041"]',
          '[ ]',
        ],
        ...[
          'python3 server.py',
          'echo $a "b  c"',
          'exec  x',
          "a 'b",
          'a # b',
          'a \\"b',
          '["\\ud83d"]',
        ],
        ...['["a\\/b"]', '["a","b"', '{"a": 1}', '"a"', '[ -f x ]', '["a", "b"}', '[\'a\', "b"]'],
      ],
      ['[1]', '["a", null]', '["a", ["b"]]', '[{}]'],
    ),
  },
);
