import fc from 'fast-check';

/** The pieces that instructions are made of, most of them valid, some of them odd. */

export const name = fc.constantFrom('a', 'b', 'long_name', 'PATH');

const plain = fc.constantFrom('x', 'one', '1.2.3', 'a/b', '/p/q', '8000', 'é', 'a.b.c', '-', '');
const pattern = fc.constantFrom('*', 'a*', '*.', '?', 'x', '1.', '*b', '[a-c]', 'on');

/** `$a`, `${a}`, and the modifiers of BuildKit, one inside the other. */
export const variable = fc.letrec<{ variable: string }>((tie) => ({
  variable: fc.oneof(
    { depthSize: 'small' },
    name.map((it) => `$${it}`),
    name.map((it) => `\${${it}}`),
    fc
      .tuple(name, fc.constantFrom(':-', '-', ':+', '+'), fc.oneof(plain, tie('variable')))
      .map(([it, operator, word]) => `\${${it}${operator}${word}}`),
    fc
      .tuple(name, fc.constantFrom('#', '##', '%', '%%'), pattern)
      .map(([it, operator, word]) => `\${${it}${operator}${word}}`),
    fc
      .tuple(name, fc.constantFrom('/', '//'), pattern, fc.constantFrom('', 'y', '$b'))
      .map(([it, operator, from, to]) => `\${${it}${operator}${from}/${to}}`),
  ),
})).variable;

const quoted = (quote: string, other: string) =>
  fc
    .array(fc.oneof(plain, variable, fc.constantFrom(' ', other)), { maxLength: 3 })
    .map((parts) => quote + parts.join('') + quote);

const piece = fc.oneof(
  { weight: 4, arbitrary: plain },
  { weight: 3, arbitrary: variable },
  quoted('"', "'"),
  quoted("'", '"'),
  fc.constantFrom('\\$a', '\\ ', '\\\\', '\\"', "\\'", '\\x', '#', '\\#'),
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
export const source = fc.constantFrom(
  ...['.', 'server.py', './requirements.txt', 'src', 'src/', 'src/lib', 'src/lib/one.py'],
  ...['*.py', 's*', '**', '*', 'docs', '/server.py', '../server.py', 'nowhere', 'no*where', '$a'],
  ...['src/../server.py', 'server.p?', '[rs]e*'],
);

export const port = fc.constantFrom(
  ...['80', '8000/tcp', '53/udp', '7000-7003', '443/TCP', '$a', '${b:-81}', '"82"', '80-79', '0'],
  ...['65535', '65536', 'x', '8080:80', '9/sctp', '1/foo', "'83'", '80/', '7000-7001/udp'],
);

const json = fc
  .array(fc.constantFrom('python3', './server.py', '-u', 'a b', '$a', 'é"q', '\\', ''), {
    maxLength: 3,
  })
  .map((words) => JSON.stringify(words));

/** Exec form, what is nearly exec form, and shell form. */
export const command = fc.oneof(
  json,
  fc.constantFrom("['a', 'b']", '["a",]', '["a" "b"]', '[1]', '["a"', '[ "a" , "b" ]', '[]'),
  fc.constantFrom('["a", null]', '["\\u0041"]', '[ ]'),
  fc.constantFrom('python3 server.py', 'echo $a "b  c"', 'exec  x', "a 'b", 'a # b', 'a \\"b'),
);
