import type { PlanCase } from './plan-case.ts';

export const refused: readonly PlanCase[] = [
  {
    name: 'no FROM',
    dockerfile: ['LABEL a=1'],
    expected: { error: '1: `LABEL` stands before the first `FROM`; only `ARG` can' },
  },
  {
    name: 'an unknown instruction',
    dockerfile: ['FROM scratch', 'COPPY . /app'],
    expected: { error: '2: there is no instruction `COPPY`' },
  },
  {
    name: 'a source that is not there',
    dockerfile: ['FROM scratch', 'LABEL a=1', 'COPY sever.py /app/'],
    expected: { error: '3: `sever.py` is not in the build context' },
  },
  {
    name: 'a pattern that is none',
    dockerfile: ['FROM scratch', 'COPY src/[a-* /app/'],
    expected: { error: '2: `[a-*` is no pattern: what `[` or `\\` starts is not whole' },
  },
  {
    name: 'COPY without a destination',
    dockerfile: ['FROM scratch', 'COPY server.py'],
    expected: { error: '2: `COPY` needs a destination after `server.py`' },
  },
  {
    name: 'a port that is none',
    dockerfile: ['FROM scratch', 'EXPOSE eighty'],
    expected: { error: '2: `eighty` is not the number of a port, from 1 to 65535' },
  },
  {
    name: 'a port too high',
    dockerfile: ['FROM scratch', 'EXPOSE 70000'],
    expected: { error: '2: `70000` is not the number of a port, from 1 to 65535' },
  },
  {
    name: 'an unknown flag',
    dockerfile: ['FROM scratch', 'COPY --form=0 server.py /'],
    expected: { error: '2: `COPY` has no flag `--form`' },
  },
  {
    name: 'a variable that must be set',
    dockerfile: ['FROM scratch', 'LABEL a="${none:?set it}"'],
    expected: { error: '2: `"${none:?set it}"` cannot be expanded: none: set it' },
  },
  {
    name: 'a stage that is not there',
    dockerfile: ['FROM scratch', 'COPY --from=5 /x /y'],
    expected: { error: '2: there is no stage number 5: the file has one stage, number 0' },
  },
  {
    name: 'stages that take files from each other',
    dockerfile: [
      'FROM scratch AS a',
      'COPY --from=b / /',
      'FROM scratch AS b',
      'COPY --from=c / /',
      'FROM scratch AS c',
      'COPY --from=a / /',
    ],
    expected: { error: '2: these stages take files from each other, so none can be built first' },
  },
  {
    name: 'a base without a name',
    dockerfile: ['FROM $nothing', 'LABEL a=1'],
    expected: { error: '1: `$nothing` becomes nothing, and `FROM` needs the name of an image' },
  },
  {
    name: 'a platform that is none',
    dockerfile: ['FROM --platform=1 scratch', 'LABEL a=1'],
    expected: { error: '1: `1` is no platform; one looks like `linux/amd64`' },
  },
  {
    name: 'a here-document that does not end',
    dockerfile: ['FROM scratch', 'COPY <<EOF /a', 'text'],
    expected: { error: '2: the here-document is never closed: no line is `EOF` and nothing else' },
  },
  {
    name: 'ENV without a value',
    dockerfile: ['FROM scratch', 'ENV a'],
    expected: { error: '2: `a` has no value: `ENV` takes `name=value`' },
  },
  {
    name: 'a signal that is none',
    dockerfile: ['FROM scratch', 'STOPSIGNAL SIGNOPE'],
    expected: { error: '2: `SIGNOPE` is no signal; one is `SIGTERM`' },
  },
  {
    name: 'a folder over a file',
    dockerfile: ['FROM scratch', 'COPY server.py /x', 'WORKDIR /x'],
    expected: { error: '2: `/x` is a file in the image, so it cannot be a working directory' },
  },
  {
    name: 'an operator that is none',
    dockerfile: ['FROM scratch', 'ENV a=1', 'LABEL b=${a^}'],
    expected: { error: '3: `${a^}` cannot be expanded: `^` is no modifier that the builder knows' },
  },
  {
    name: 'ONBUILD in ONBUILD',
    dockerfile: ['FROM scratch', 'ONBUILD ONBUILD LABEL a=1'],
    expected: { error: '2: `ONBUILD` cannot store `ONBUILD`' },
  },
  {
    name: 'HEALTHCHECK without CMD',
    dockerfile: ['FROM scratch', 'HEALTHCHECK wget localhost'],
    expected: { error: '2: `HEALTHCHECK` takes `CMD` and a command, or `NONE`, not `wget`' },
  },
  {
    name: 'SHELL that is no array',
    dockerfile: ['FROM scratch', 'SHELL bash -c'],
    expected: { error: '2: `SHELL` takes a JSON array of strings: `["program", "argument"]`' },
  },
  {
    name: 'an empty list for a program',
    dockerfile: ['FROM scratch', 'RUN []'],
    expected: { error: '2: an empty list names no program to run' },
  },
  {
    name: 'a platform that is none',
    dockerfile: ['FROM --platform=penguin scratch', 'LABEL a=1'],
    expected: { error: '1: `penguin` is no platform; one looks like `linux/amd64`' },
  },
  {
    name: 'a checksum of a file of the context',
    dockerfile: [
      'FROM scratch',
      'ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d server.py /x',
    ],
    expected: { error: '2: `--checksum` is for what is fetched, and `server.py` is no address' },
  },
  {
    name: 'an address without its beginning is a path',
    dockerfile: ['FROM scratch', 'ADD github.com/someone/something /x/'],
    expected: { error: '2: `github.com/someone/something` is not in the build context' },
  },
  {
    name: 'an owner by name in an empty image',
    dockerfile: ['FROM scratch', 'COPY --chown=7:staff server.py /'],
    expected: { error: '2: an empty image knows no `staff`: `--chown` takes numbers there' },
  },
  {
    name: 'a working directory of a user by name in an empty image',
    dockerfile: ['FROM scratch', 'USER someone', 'WORKDIR /x'],
    expected: {
      error:
        '3: the folder is for the user `someone`, and an empty image knows no names: `USER` takes a number there',
    },
  },
  {
    name: 'a source that is not there, to a place that only the base image knows',
    dockerfile: ['FROM python:3-alpine', 'WORKDIR /$PYTHON_VERSION', 'COPY sever.py .'],
    expected: { error: '3: `sever.py` is not in the build context' },
  },
  {
    name: 'files from what is no image, in a stage that nothing needs',
    dockerfile: ['FROM scratch', 'COPY --from=Build /x /y', 'FROM scratch', 'LABEL a=1'],
    expected: {
      error: '2: `Build` names no stage, and cannot be the name of an image',
    },
  },
];
