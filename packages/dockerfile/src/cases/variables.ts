import type { PlanCase } from './plan-case.ts';

export const variables: readonly PlanCase[] = [
  {
    name: 'ENV is seen from the next line on',
    dockerfile: ['FROM scratch', 'ENV a=1 b=2', 'ENV a=3 c=$a', 'LABEL a=$a c=$c'],
    expected: {
      config: { Env: ['a=3', 'b=2', 'c=1'], Labels: { a: '3', c: '1' } },
    },
  },
  {
    name: 'ARG before FROM is not seen in a stage',
    dockerfile: ['ARG tag=1', 'FROM scratch', 'LABEL tag=x$tag'],
    expected: {
      config: { Labels: { tag: 'x' } },
    },
  },
  {
    name: 'ARG before FROM is handed on where a stage declares it',
    dockerfile: ['ARG tag=1', 'FROM scratch', 'ARG tag', 'LABEL tag=x$tag'],
    expected: {
      config: { Labels: { tag: 'x1' } },
    },
  },
  {
    name: 'ARG in the stage has its own default',
    dockerfile: ['ARG tag=1', 'FROM scratch', 'ARG tag=2', 'LABEL tag=x$tag'],
    expected: {
      config: { Labels: { tag: 'x2' } },
    },
  },
  {
    name: 'ENV wins over an ARG before it',
    dockerfile: ['FROM scratch', 'ARG a=arg', 'ENV a=env', 'LABEL a=$a'],
    expected: {
      config: { Env: ['a=env'], Labels: { a: 'env' } },
    },
  },
  {
    name: 'an ARG after it wins over ENV in what is expanded',
    dockerfile: ['FROM scratch', 'ENV a=env', 'ARG a=arg', 'LABEL a=$a', 'ENV b=$a'],
    expected: {
      config: { Env: ['a=env', 'b=arg'], Labels: { a: 'arg' } },
    },
  },
  {
    name: 'a stage built on another inherits ENV and ARG',
    dockerfile: ['FROM scratch AS one', 'ARG a=arg', 'ENV e=env', 'FROM one', 'LABEL a=x$a e=x$e'],
    expected: {
      config: { Env: ['e=env'], Labels: { a: 'xarg', e: 'xenv' } },
    },
  },
  {
    name: 'defaults and alternatives',
    dockerfile: [
      'FROM scratch',
      'ENV set=v empty=',
      'LABEL a=${set:-d} b=${empty:-d} c=${empty-d} d=${unset-d} e=${set:+alt} f=${empty:+alt} g=${empty+alt} h=${unset+alt}',
    ],
    expected: {
      config: {
        Env: ['set=v', 'empty='],
        Labels: { a: 'v', b: 'd', c: '', d: 'd', e: 'alt', f: '', g: 'alt', h: '' },
      },
    },
  },
  {
    name: 'prefixes and suffixes',
    dockerfile: [
      'FROM scratch',
      'ENV v=a.b.a.b',
      'LABEL a=${v#a.} b=${v#*.} c=${v##*.} d=${v%.b} e=${v%.*} f=${v%%.*}',
    ],
    expected: {
      config: {
        Env: ['v=a.b.a.b'],
        Labels: { a: 'b.a.b', b: 'b.a.b', c: 'b', d: 'a.b.a', e: 'a.b.a', f: 'a' },
      },
    },
  },
  {
    name: 'replacements',
    dockerfile: [
      'FROM scratch',
      'ENV v=a.b.a.b',
      'LABEL a=${v/a/x} b=${v//a/x} c=${v/./-} d=${v//./-} e=${v//?./-}',
    ],
    expected: {
      config: {
        Env: ['v=a.b.a.b'],
        Labels: { a: 'x.b.a.b', b: 'x.b.x.b', c: 'a-b.a.b', d: 'a-b-a-b', e: '---b' },
      },
    },
  },
  {
    name: 'nested',
    dockerfile: [
      'FROM scratch',
      'ENV one=1',
      'LABEL a=${none:-${one}} b=${none:-x${one:+y}z} c="${none:-a b}"',
    ],
    expected: {
      config: { Env: ['one=1'], Labels: { a: '1', b: 'xyz', c: 'a b' } },
    },
  },
  {
    name: 'quotes and escapes',
    dockerfile: [
      'FROM scratch',
      'ENV v=val',
      'LABEL a=\'$v\' b="$v" c=\\$v d="\\$v" e=x"y z"w f=a\\ b g=\'it\'\'s\' h="say \\"hi\\""',
    ],
    expected: {
      config: {
        Env: ['v=val'],
        Labels: {
          a: '$v',
          b: 'val',
          c: '$v',
          d: '$v',
          e: 'xy zw',
          f: 'a b',
          g: 'its',
          h: 'say "hi"',
        },
      },
    },
  },
  {
    name: 'a dollar that starts nothing',
    dockerfile: ['FROM scratch', 'LABEL a="cost 5$" b=$ c="$ x"'],
    expected: {
      config: { Labels: { a: 'cost 5$', b: '$', c: '$ x' } },
    },
  },
  {
    name: 'ENV without an equals sign takes the rest of the line',
    dockerfile: ['FROM scratch', 'ENV greeting hello   big world', 'LABEL g=$greeting'],
    expected: {
      config: { Env: ['greeting=hello   big world'], Labels: { g: 'hello   big world' } },
    },
  },
  {
    name: 'ENV names with an escape directive',
    dockerfile: ['# escape=`', 'FROM scratch', 'ENV a=one` two b=c\\d', 'LABEL x=$a'],
    expected: {
      config: { Env: ['a=one two', 'b=c\\d'], Labels: { x: 'one two' } },
    },
  },
];
