import fc from 'fast-check';

const file = fc.constantFrom(
  ...['server.py', 'requirements.txt', 'src', 'src/app.py', 'src/lib', 'src/lib/one.py', 'docs'],
  ...['new', 'new/deep', '/srv/x', '/app/server.py', '../app/src', './main.py', 'nowhere', '*.py'],
  ...['src/*', '$d', '"docs/read me.md"', '${d}/x', "'q r'", '/srv', '.', 'src/..', '/opt/y/z'],
  ...['src/', 'new/', '"$d"', '"src"/app.py', '$PWD/src', '~/x', '$(pwd)/new', '${none:-src}', '*'],
  ...['src/[al]*', '?rc', '-- src', 'docs/read\\ me.md', '"$PWD"', 's"r"c/l*', '.hidden', '$none'],
);
const files = fc.array(file, { minLength: 1, maxLength: 2 }).map((words) => words.join(' '));

const words = (...parts: readonly fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((texts) => texts.join(' '));

const programs = fc.oneof(
  words(fc.constantFrom('rm', 'rm -f', 'rm -r', 'rm -rf', 'rmdir', 'rm -fr --', 'unlink'), files),
  words(fc.constantFrom('mv', 'mv -f', 'mv -n', 'mv -v'), files, file),
  words(fc.constantFrom('cp', 'cp -r', 'cp -a', 'cp -R', 'cp -rf', 'cp -n', 'cp -rT'), files, file),
  words(fc.constantFrom('cp -r -t', 'mv -t', 'cp -rt'), file, files),
  words(
    fc.constantFrom('mkdir', 'mkdir -p', 'mkdir -pv', 'mkdir -m 700', 'mkdir -p -m 755'),
    files,
  ),
  words(fc.constantFrom('touch', 'touch -c', 'cat', 'ls', 'test -f', 'test -d', 'cd'), file),
  words(fc.constantFrom('ln -s', 'ln', 'ln -sf', 'ln -sfn'), file, file),
  words(fc.constantFrom('chmod -R 755', 'chmod +x', 'chown -R 1000', 'truncate -s 0', 'tee'), file),
);
const redirections = fc.oneof(
  words(fc.constantFrom('echo hi >', 'echo hi >>', 'cat < server.py >', ': >', '>'), file),
  words(fc.constantFrom('echo hi 2>', 'ls nowhere 2>', 'echo hi >|', 'true 3>', 'ls >&2 2>'), file),
  words(fc.constantFrom('printf "%s" x >', 'head -c 9 server.py src/app.py >', 'echo hi &>'), file),
);
const builtins = fc.constantFrom(
  ...['true', 'false', ':', 'pwd', 'cd', 'cd -', 'exit 0', 'echo $d', 'unset d', 'd=src', 'd='],
  ...[
    'd=/srv',
    'export d=new',
    'set -e',
    'set +e',
    'set -eu',
    'set -u',
    'set -f',
    'return',
    'umask 077',
  ],
  ...[
    'set -- a b; rm "$2"',
    'exec true',
    'eval "rm server.py"',
    'trap "rm server.py" EXIT',
    'wait',
  ],
  ...['command rm server.py', 'env d=docs rm -r $d', 'd=docs rm -r $d', 'exit 1 ', 'readonly d'],
  ...[
    '. ./nowhere',
    'read d < server.py',
    'shift',
    'IFS=c; rm -r $d',
    'cd src/lib; cd ../..',
    'cd /',
  ],
);
const others = fc.constantFrom(
  ...['ln -s server.py link', 'find . -name "*.py" -delete', 'chmod 600 server.py', 'tee out.txt'],
  ...[
    'sh -c "rm server.py"',
    'sh -c \'cd src; rm "$1"\' x app.py',
    'install -d inst',
    'sed -i s/a/b/ server.py',
  ],
  ...['ls | xargs rm -f', 'find src -type f | xargs rm', 'busybox rm server.py', 'sh nowhere.sh'],
  ...[
    'tar -cf all.tar src',
    'tar -cf - src | tar -xf - -C /srv',
    'install server.py /srv/i.py',
    'python3 -V',
  ],
  ...[
    `python3 -c "open('made', 'w')"`,
    'python3 -m compileall -q src',
    'pip --version',
    'rm server.py &',
  ],
  ...[
    'mktemp -d -p .',
    'dd if=/dev/null of=dd.out',
    'cp server.py main.py # rm src',
    'setsid -w rm server.py',
  ],
);

const command = fc.oneof(
  { weight: 6, arbitrary: programs },
  { weight: 2, arbitrary: redirections },
  { weight: 2, arbitrary: builtins },
  others,
);

/** Plain commands, in all that a shell can put around them. */
export const script = fc.letrec<{ script: string }>((tie) => {
  const inner = tie('script');
  return {
    script: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 2, arbitrary: command },
      fc.tuple(inner, fc.constantFrom(' && ', ' || ', '; '), inner).map((parts) => parts.join('')),
      inner.map((text) => `(${text})`),
      inner.map((text) => `{ ${text}; }`),
      command.map((text) => `! ${text}`),
      fc
        .tuple(fc.constantFrom('if', 'if !'), inner, inner, inner)
        .map(([word, test, then, other]) => `${word} ${test}; then ${then}; else ${other}; fi`),
      fc
        .tuple(inner, inner, inner, inner)
        .map(([a, b, c, d]) => `if ${a}; then ${b}; elif ${c}; then ${d}; fi`),
      fc
        .tuple(fc.constantFrom('a b', '*.py', 'src/*', 'new', '"$d"', '$none', '"$@"'), inner)
        .map(([each, text]) => `for d in ${each}; do ${text}; done`),
      fc
        .tuple(fc.constantFrom('while', 'until'), inner, inner)
        .map(([word, test, text]) => `${word} ${test}; do ${text}; break; done`),
      inner.map((text) => `${text} | cat`),
      inner.map((text) => `echo x | { ${text}; }`),
      inner.map((text) => `case server.py in *.py) ${text};; *) rm server.py;; esac`),
      fc.tuple(inner, inner).map(([a, b]) => `case "$d" in src|docs) ${a};; "") ${b};; esac`),
      inner.map((text) => `f() { ${text}; }; f`),
      inner.map((text) => `d=$(${text})`),
      inner.map((text) => `d=\`echo src\` && ${text}`),
      fc.tuple(inner, inner).map(([a, b]) => `(cd src && ${a}) && ${b}`),
      // Nothing reads that file: `cat` would not stop.
      inner.map((text) => `{ ${text}; } > /opt/log`),
      inner.map((text) => `[ -e server.py ] && ${text}`),
      inner.map((text) => `test "$d" = src || ${text}`),
      inner.map((text) => `set -e; ${text}`),
      inner.map((text) => `${text} 2>/dev/null`),
      fc.tuple(inner, inner).map(([a, b]) => `${a} \\\n  && ${b}`),
      inner.map((text) => `\\\n# why\n ${text}`),
    ),
  };
}).script;

/** Commands that are given here-documents. */
export const withHeredoc = fc.constantFrom(
  ...[
    'cat <<EOF > made.txt\nhi $d\nEOF',
    'sh <<EOF\nrm server.py\nEOF',
    'cat <<a <<b > two\n1\na\n2\nb',
  ],
  ...[
    '<<EOF cat > made.txt && rm -r src\nhi\nEOF',
    'sh -e <<-EOF && rm server.py\n\tcd src\n\trm app.py\n\tEOF',
  ],
  ...[
    'cat <<"EOF" | sh\nrm -r docs\nEOF',
    'python3 <<EOF\nopen("made", "w")\nEOF',
    'true <<EOF; rm -r src\nEOF',
  ],
  ...[
    '<<EOF\n#!/usr/bin/env python3\nopen("made", "w")\nEOF',
    'tee src/a new/b <<EOF; true\nx\nEOF',
  ],
  ...['<<EOF\ncat <<X > x.txt\nhi\nX\nrm server.py\nEOF', '(cat <<EOF) > y.txt\n)\nEOF'],
);
