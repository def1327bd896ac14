import fc from 'fast-check';

const pattern = fc.constantFrom(
  ...['src', '*.py', '!src/app.py', '**/*.txt', '# note', '', 'docs/', '*', '!server.py'],
  ...['Dockerfile', '.dockerignore', '/server.py', 's?c', '!**/one.py', 'src/*/', '..', ' docs '],
  ...['!', ' # no note', '**', '!**/*.txt', 'src/**', '!src/lib', './src/lib', 'src//lib', 'src/.'],
  ...['**/lib', '**/lib/**', '*/*.py', '*/*/*', '[rs]*', '[^s]*', 's[!r]c', 'src/l\\ib', '**/**'],
  ...['docs/read me.md', 'docs/*\t', '../src', '!..', 'src/../docs', '**/*o*', '!*/lib/one.*'],
  ...['***', 'src**', '**.py', 'a/**/b', '!Dockerfile', '?', '!/src', '! src/app.py', 'SRC', '.*'],
);

/** Text of a `.dockerignore`, mostly none. */
export const ignore = fc.option(
  fc
    .record({
      mark: fc.constantFrom('', '', '', '\ufeff'),
      lines: fc.array(pattern, { minLength: 1, maxLength: 4 }),
      end: fc.constantFrom('\n', '\n', '\n', '\r\n'),
      last: fc.constantFrom('', 'end'),
    })
    .map(({ mark, lines, end, last }) => mark + lines.join(end) + (last === '' ? '' : end)),
  { nil: undefined, freq: 2 },
);
