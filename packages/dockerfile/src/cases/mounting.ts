import type { PlanCase } from './plan-case.ts';

export const mounting: readonly PlanCase[] = [
  ...refused([
    [
      'over everything',
      'target=/',
      'a mount cannot take the place of `/`: `target=…` has to name a folder below it',
    ],
    [
      'without a target, where no WORKDIR came before',
      'type=cache',
      'a mount cannot take the place of `/`: `target=…` has to name a folder below it',
    ],
    [
      'with a target that becomes nothing',
      'target=$NOTHING',
      'a mount cannot take the place of `/`: `target=…` has to name a folder below it',
    ],
    ['of nothing', '', '`--mount` needs a value: `type=…,target=…`'],
    [
      'with a quote in the wrong place',
      'target=/\\"x',
      '`target=/"x` cannot be taken apart at its commas: a quote stands wrong',
    ],
    [
      'from a variable',
      'from=$PATH,target=/x',
      '`from` of `--mount` takes no variables; a stage `FROM` the image can be given a fixed name',
    ],
    [
      'of a type that is none',
      'type=volume,target=/x',
      '`volume` is no type of `--mount`: one is `bind`, `cache`, `tmpfs`, `secret`, `ssh`',
    ],
    ['with a field that is none', 'path=/x', '`--mount` has no field `path`'],
    [
      'with a field without its value',
      'target',
      'the field `target` of `--mount` needs a value: `target=…`',
    ],
    [
      'with a switch that is neither on nor off',
      'ro=maybe,target=/x',
      '`ro` takes `true` or `false`, not `maybe`',
    ],
    [
      'with a size that is none',
      'type=tmpfs,target=/x,size=big',
      '`size` takes an amount such as `64m`, not `big`',
    ],
    [
      'with a size, of another type',
      'type=cache,target=/x,size=1g',
      'the field `size` is not for `type=cache`, but for `tmpfs`',
    ],
    [
      'with a size before its type',
      'size=1g,type=tmpfs,target=/x',
      'the field `size` is not for `type=bind`, but for `tmpfs`',
    ],
    [
      'that is required, of another type',
      'target=/x,required',
      'the field `required` is not for `type=bind`, but for `secret`, `ssh`',
    ],
    [
      'with a mode that is none',
      'type=cache,target=/x,mode=rwx',
      '`mode` takes octal digits such as `755`, not `rwx`',
    ],
    [
      'with a mode, of another type',
      'type=tmpfs,target=/x,mode=755',
      'the field `mode` is not for `type=tmpfs`, but for `cache`, `secret`, `ssh`',
    ],
    ['with an owner by name', 'type=cache,target=/x,uid=me', '`uid` takes a number, not `me`'],
    [
      'with a sharing that is none',
      'type=cache,target=/x,sharing=all',
      '`sharing` takes `shared`, `private`, `locked`, not `all`',
    ],
    [
      'with a sharing, of another type',
      'target=/x,sharing=locked',
      'the field `sharing` is not for `type=bind`, but for `cache`',
    ],
    [
      'of a secret without a name',
      'type=secret',
      '`--mount=type=secret` needs to say which: `id=…`',
    ],
    [
      'of a secret with two names',
      'type=secret,id=a,source=b',
      '`source` and `id` of a secret are the same: one is enough',
    ],
  ]),
  {
    name: 'without a target it takes the place of the working directory',
    dockerfile: ['FROM python:3-alpine', 'WORKDIR /app', 'RUN --mount=type=tmpfs true'],
    expected: { config: { WorkingDir: '/app' }, files: { '/app': 'directory' } },
  },
  {
    name: 'a cache is empty at first',
    dockerfile: [
      'FROM python:3-alpine AS one',
      'WORKDIR /app',
      'COPY server.py .',
      'RUN --mount=type=cache,target=/app,id=new cp server.py /srv/ || true',
      'FROM scratch',
      'COPY --from=one /srv/server.py /',
    ],
    expected: { error: '6: `/srv/server.py` is not in the stage that `--from` names' },
  },
  {
    name: 'a wrong one in a stage that nothing needs',
    dockerfile: [
      'FROM python:3-alpine',
      'RUN --mount=type=volume true',
      'FROM scratch',
      'LABEL a=1',
    ],
    expected: { config: { Labels: { a: '1' } } },
  },
  {
    name: 'quoted fields, variables, other names of fields',
    dockerfile: [
      'FROM python:3-alpine',
      'ARG kind=tmpfs where=/x',
      'RUN --mount=type=$kind,dst=${where},size=1.5m --mount=\'type=cache,"target=/a,b",rw,mode=0700\' true',
    ],
    expected: { config: {} },
  },
  {
    name: 'what is mounted can be entered and asked for',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'RUN --mount=target=/context cd /context && cp server.py /app/',
      'RUN --mount=target=/context test -f /context/requirements.txt && cp /context/requirements.txt .',
    ],
    expected: {
      config: { WorkingDir: '/app' },
      files: {
        '/app': 'directory',
        '/app/requirements.txt': 'context:requirements.txt',
        '/app/server.py': 'context:server.py',
      },
    },
  },
];

function refused(
  rows: readonly (readonly [what: string, mount: string, error: string])[],
): readonly PlanCase[] {
  return rows.map(([what, mount, error]) => ({
    name: `a mount ${what}`,
    dockerfile: ['FROM python:3-alpine', `RUN --mount=${mount} true`],
    expected: { error: `2: ${error}` },
  }));
}
