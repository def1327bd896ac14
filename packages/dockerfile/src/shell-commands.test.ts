import { describe, expect, test } from 'vitest';
import type { ShellCommand } from './shell-commands.ts';
import { readShellCommands } from './shell-commands.ts';

const context = {
  directory: '/app',
  variables: new Map([
    ['REQ', 'requirements.txt'],
    ['LIST', 'a b'],
    ['EMPTY', ''],
  ]),
};

/**
 * One line a command: `maybe` where it may not run, `ignored` where its failure does not stop the
 * build, `?` for an unknown word, `@` its directory where that is not `/app`, `>` what it writes.
 */
function show({ argv, directory, runs, failureStopsBuild, writes }: ShellCommand): string {
  const parts = [
    ...(runs === 'maybe' ? ['maybe:'] : []),
    ...argv.map((word) =>
      word === undefined ? '?' : word === '' || word.includes(' ') ? `'${word}'` : word,
    ),
    ...(directory === '/app' ? [] : [`@${directory ?? '?'}`]),
    ...writes.map((file) => `>${file ?? '?'}`),
    ...(failureStopsBuild ? [] : ['(ignored)']),
  ];
  return parts.join(' ');
}

type Case = [script: string, ...commands: string[]];

function check([script, ...commands]: Case): void {
  expect(readShellCommands(script, context).map(show)).toEqual(commands);
}

describe('words', () => {
  test.for<Case>([
    ['pip install -qr requirements.txt', 'pip install -qr requirements.txt'],
    ['echo pip install -r x', 'echo pip install -r x'],
    [
      'pip install -r $REQ "$REQ" \'$REQ\' \\$REQ',
      'pip install -r requirements.txt requirements.txt $REQ $REQ',
    ],
    ['a $LIST "$LIST" $EMPTY "$EMPTY"', "a a b 'a b' ''"],
    [
      'a x${REQ}y ${REQ%.txt} ${REQ:-z} ${EMPTY:-z} ${EMPTY:+z}',
      'a xrequirements.txty requirements requirements.txt z',
    ],
    ['a $UNSET ${UNSET:-b} $(c) *.txt u[v] ~/x $? $((1+1))', 'c (ignored)', 'a ? ? ? ? ? ? ? ?'],
    ['a "*" u\\[v\\] {} \'~\'', 'a * u[v] {} ~'],
    ['a $PWD "$(pwd)/x"', 'pwd (ignored)', 'a /app /app/x'],
    ['"pip" inst""all \\-r', 'pip install -r'],
    ['a b # c', 'a b'],
    ['# a'],
    ['$CMD a', '? a'],
    ["a $'b\\tc'", 'a b\tc'],
  ])('%s', check);
});

describe('outcomes', () => {
  test.for<Case>([
    ['a && b && c', 'a', 'b', 'c'],
    ['a; b', 'a (ignored)', 'b'],
    ['a && b; c', 'a (ignored)', 'maybe: b (ignored)', 'c'],
    ['a || b', 'a (ignored)', 'maybe: b'],
    ['a || true', 'a (ignored)'],
    ['a || exit 1; b', 'a', 'b'],
    ['a || { echo no; exit 1; }; b', 'a', 'maybe: echo no (ignored)', 'b'],
    ['a || (echo no && exit 1)', 'a', 'maybe: echo no'],
    ['a || exit 0; b', 'a (ignored)', 'maybe: b'],
    ['a || b && c', 'a (ignored)', 'maybe: b', 'c'],
    ['true || a'],
    ['false && a'],
    ['false || a', 'a'],
    [': && a', 'a'],
    ['! a', 'a (ignored)'],
    ['! true && a'],
    ['exit 0; a'],
    ['exec a; b', 'a'],
    ['a & b', 'a (ignored)', 'b'],
    ['a | b', 'a (ignored)', 'b'],
    ['set -o pipefail; a | b', 'a', 'b'],
    ['set -e; a; b', 'a', 'b'],
    ['set -eux\na\nb', 'a', 'b'],
    ['set -e; set +e; a; b', 'a (ignored)', 'b'],
    ['set -e; a && b; c', 'a (ignored)', 'maybe: b', 'c'],
    ['set -e; false; a'],
    ['set -e; if a; then b; fi; c', 'a (ignored)', 'maybe: b', 'c'],
    ['(a; b) && c', 'a (ignored)', 'b', 'c'],
    ['{ a; b; } || true', 'a (ignored)', 'b (ignored)'],
    ['(exit 0); a', 'a'],
    ['A=$(a) && b', 'a', 'b'],
    ['[ "$LIST" = "a b" ] && a', "[ 'a b' = 'a b' ]", 'a'],
    ['test -z "$REQ" && a', 'test -z requirements.txt'],
    ['[ -f x ] || a', '[ -f x ] (ignored)', 'maybe: a'],
  ])('%s', check);
});

describe('branches and loops', () => {
  test.for<Case>([
    ['if a; then b; else c; fi; d', 'a (ignored)', 'maybe: b (ignored)', 'maybe: c (ignored)', 'd'],
    ['if true; then a; else b; fi', 'a'],
    ['if false; then a; elif true; then b; fi', 'b'],
    ['if ! command -v a; then exit 1; fi; b', 'command -v a (ignored)', 'b'],
    ['for f in a b; do c $f; done', 'c a (ignored)', 'c b'],
    ['for f in $LIST; do c $f || exit 1; done', 'c a', 'c b'],
    ['for f in *.txt; do c $f; done', 'maybe: c ? (ignored)'],
    ['for f in; do c; done'],
    ['while a; do b; done', 'a (ignored)', 'maybe: b (ignored)'],
    ['while true; do a && break; done; b', 'a (ignored)', 'b'],
    ['while false; do a; done'],
    ['until a; do b; done; c', 'a (ignored)', 'maybe: b (ignored)', 'c'],
    ['for i in a b; do break; c; done; d', 'd'],
    ['for i in a b; do c $i; continue; d; done; e', 'c a (ignored)', 'c b (ignored)', 'e'],
    [
      'for i in a b; do c || continue; d; done; e',
      'c (ignored)',
      'maybe: d (ignored)',
      'c (ignored)',
      'maybe: d (ignored)',
      'e',
    ],
    [
      "sh -ec 'a && set +e || b; c && d'; true",
      'a (ignored)',
      'maybe: b (ignored)',
      'maybe: c (ignored)',
      'maybe: d (ignored)',
    ],
    ['continue; a', 'a'],
    [
      'for i in a; do while b; do break 2; done; c; done; d',
      'b (ignored)',
      'maybe: c (ignored)',
      'maybe: d',
    ],
    ['case $REQ in *.txt) a;; *) b;; esac', 'a'],
    ['case $UNSET in a|b) a;; *) b;; esac', 'maybe: a', 'maybe: b'],
    ['case $REQ in x) a;; esac; b', 'b'],
    ['f() { pip install "$@"; }; f -r $REQ', 'pip install -r requirements.txt'],
    ['f() { a || return 1; b; }; f && c', 'a', 'b', 'c'],
    ['f() { f; }; f', 'maybe: ? >?'],
  ])('%s', check);
});

describe('directories, variables and files', () => {
  test.for<Case>([
    ['cd /x && a', 'cd /x', 'a @/x'],
    ['cd x; cd ../y && a', 'cd x (ignored)', 'cd ../y @/app/x', 'a @/app/y'],
    ['cd $UNSET && a', 'cd ?', 'a @?'],
    ['cd x && cd - && a', 'cd x', 'cd - @/app/x', 'a'],
    ['(cd x && a); b', 'cd x (ignored)', 'maybe: a @/app/x (ignored)', 'b'],
    ['if a; then cd x; fi; b', 'a (ignored)', 'maybe: cd x (ignored)', 'b @?'],
    ['A=b; c $A', 'c b'],
    ['A=b c $A', 'c ?'],
    ['A=b; A=$(c); d $A', 'c (ignored)', 'd ?'],
    ['if a; then A=b; fi; c $A', 'a (ignored)', 'c ?'],
    ['export A=b C; c $A', 'c b'],
    ['unset REQ; a $REQ', 'a ?'],
    ['read A; a $A', 'read A (ignored)', 'a ?'],
    ['set -- a b; c "$@" $1 $#', 'c a b a 2'],
    ['. v/bin/activate && a', '. v/bin/activate', 'a'],
    ['. ./setup && a', '. ./setup', 'a @?'],
    ['a > b 2>&1 >> /c/./d >/dev/null', 'a >/app/b >/c/d'],
    // Where c is not there, neither is c/.., whatever a path may mean.
    ['a > c/../d', 'a >?'],
    ['{ a; b; } > c', 'true >/app/c', 'a >/app/c (ignored)', 'b >/app/c'],
    ['> a', 'true >/app/a'],
    ['a > b/', 'a >/app/b/'],
    ['a > $UNSET', 'a >?'],
    [': > a', ': >/app/a'],
    ['cat <<E > f\n$A a\nE\nb', 'cat >/app/f (ignored)', 'b'],
  ])('%s', check);
});

describe('texts inside texts', () => {
  test.for<Case>([
    ['sh -c "pip install -r $REQ"', 'pip install -r requirements.txt'],
    ["/bin/bash -ec 'cd /y; a'; b", 'cd /y (ignored)', 'maybe: a @/y (ignored)', 'b'],
    ["sh -c 'a; b'", 'a (ignored)', 'b'],
    ["sh -ec 'a; b'", 'a', 'b'],
    ["A=b; sh -c 'c $A $0 $1' d e", 'c ? ? e'],
    ["A=b sh -c 'c $A'", 'c b'],
    ['sh -c "$(a)"', 'a (ignored)', 'sh -c ?'],
    ['sh setup.sh', 'sh setup.sh'],
    ['sh <<E\na $REQ\nE', 'a requirements.txt'],
    ['<<-E sh\n\ta\n\tE', 'a'],
    ['python3 <<E\nimport os\nE', 'python3'],
    ['eval "a $REQ"', 'a requirements.txt'],
    ['eval "$(a)"; b', 'a (ignored)', 'maybe: ? >? (ignored)', 'b @?'],
    ['env -- A=b c', 'c'],
    ['env -i A=b c', 'c'],
    ['command pip x', 'pip x'],
    ['command -v pip', 'command -v pip'],
    ['time -p a', 'a'],
    ['nohup timeout -k 5 60 nice -n 3 a', 'a'],
    ['sudo a', 'sudo a'],
    ['a "$(b `c`)"', 'c (ignored)', 'b ? (ignored)', 'a ?'],
  ])('%s', check);
});

test.each([
  ['a', undefined],
  ['X=b a', { X: 'b' }],
  ['X=b; a', undefined],
  ['export X=b; a', { X: 'b' }],
  ['env X=b a', { X: 'b' }],
  ['LIST="$LIST c" a', { LIST: 'a b c' }],
  ['LIST="a b" a', undefined],
  ['X=$(c) sh -c a', { X: undefined }],
])('what the text gives a program: %s', (script, environment) => {
  const command = readShellCommands(script, context).at(-1);
  expect(command?.environment && Object.fromEntries(command.environment)).toEqual(environment);
});

describe('text that cannot be followed', () => {
  const unknown = 'maybe: ? @? >?';
  test.for<[what: string, script: string, ...commands: string[]]>([
    ['an odd bracket', 'a ) b', 'maybe: ? >?'],
    ['an open quote', 'a "b', 'maybe: ? >?'],
    ['an open if', 'if a; then b', 'maybe: ? >?'],
    ['too long', 'a'.repeat(20_000), 'maybe: ? >?'],
    ['too deep', '('.repeat(10_000), 'maybe: ? >?'],
    ['too many', 'a;'.repeat(8_000), unknown],
    [
      'too many rounds',
      `${'for i in 1 2 3 4 5 6; do '.repeat(20)}a${'; done'.repeat(20)}`,
      unknown,
    ],
    ['too many loops', `${'while :; do '.repeat(20)}a${'; done'.repeat(20)}`, unknown],
    ['too many calls', 'f() { f; f; }; f', unknown],
    ['functions of nothing', 'f() '.repeat(4_000), unknown],
  ])('%s', ([, ...each]) => check(each));

  test('values that grow are unknown in the end', () => {
    check([`A=aaaa;${'A=$A$A;'.repeat(40)}b $A`, 'b ?']);
    check([`set -- a b;${'set -- "$@" "$@";'.repeat(40)}b "$@"`, `b${' ?'.repeat(32)}`]);
  });
});
