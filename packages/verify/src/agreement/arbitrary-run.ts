import fc from 'fast-check';
import { script, withHeredoc } from './arbitrary-script.ts';
import type { Written } from './written.ts';

/** Before the script, a flag or none: what it finds for as long as it runs. */
const mounts = fc.constantFrom(
  ...['', '', '', '', '', '', '--mount=type=bind,source=src,target=/m ', '--mount=target=bound '],
  ...['--mount=type=bind,src=server.py,dst=one.py ', '--mount=type=tmpfs,target=src/lib '],
  ...[
    '--mount=type=cache,target=/app/cache ',
    '--mount=source=src,target=src,rw ',
    '--network=none ',
  ],
);

const run = fc.oneof(
  {
    weight: 6,
    // Mostly such that the build goes on, whatever came of it.
    arbitrary: fc
      .tuple(mounts, script, fc.constantFrom('; true', '; true', '; true', ''))
      .map(([mount, text, end]) => `RUN ${mount}${text}${end}`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        mounts,
        fc.constantFrom('EOF', '"EOF"', "'EOF'", '-EOF', 'EOF sh', 'EOF sh -e', 'EOF\nset -e'),
        fc.constantFrom('', '', '', '#!/bin/sh\n', '#!/bin/sh -e\n', '#! /usr/bin/env sh\n'),
        fc.array(script, { minLength: 1, maxLength: 3 }),
      )
      .map(([mount, word, first, lines]) => {
        const [start = '', ...more] = `<<${word}`.split('\n');
        return `RUN ${mount}${[start, first + [...more, ...lines].join('\n'), 'true', 'EOF'].join('\n')}`;
      }),
  },
  withHeredoc.map((text) => `RUN ${text}`),
);

const other = fc.constantFrom(
  ...['WORKDIR src', 'WORKDIR /srv', 'WORKDIR /app', 'WORKDIR new/deep', 'ENV d=docs', 'ARG d=src'],
  ...['COPY server.py .', 'COPY src /srv/x/', 'COPY docs docs', 'COPY --from=made /made /srv/'],
  ...['COPY --chown=1000 server.py /srv/', 'RUN ["rm", "-f", "server.py"]', 'ADD src .'],
  ...['RUN ["sh", "-c", "rm -r $d; true"]', 'SHELL ["/bin/sh", "-ec"]', 'USER 1000', 'USER 0:0'],
  ...['RUN ["rm", "$d", "*.py"]', 'SHELL ["/bin/sh", "-xc"]', 'COPY <<a <<b /srv/\n$d\na\nb\nb'],
  ...['RUN --mount=from=made,target=/m cp -r /m/made . ; true', 'COPY --from=made / kept'],
);

const lines = fc.array(fc.oneof({ weight: 3, arbitrary: run }, other), {
  minLength: 1,
  maxLength: 4,
});

/** Another stage that takes what those lines left, or goes on from there. */
const next = fc.oneof(
  { weight: 4, arbitrary: fc.constant([]) },
  fc.constantFrom(
    ['FROM python:3-alpine', 'COPY --from=built /app /app', 'WORKDIR /app'],
    ['FROM scratch', 'COPY --from=BUILT /app/ /srv /out/'],
    ['FROM scratch', 'COPY --from=1 /app/s* /srv/../app/src /out/'],
    ['FROM built', 'WORKDIR src', 'RUN rm -f app.py; true'],
    ['FROM built AS last', 'COPY --from=built /app/src/. .', 'ONBUILD RUN rm server.py'],
    ['ONBUILD RUN cd src && mv app.py lib; true', 'FROM built', 'RUN rm -rf docs; true'],
  ),
);

/** Dockerfiles whose RUN changes the files that were copied. */
export function arbitraryRun(files: Written['files']): fc.Arbitrary<Written> {
  return fc.tuple(lines, next).map(([first, second]) => ({
    dockerfile: [
      'FROM scratch AS made',
      'COPY src/lib /made/',
      'FROM python:3-alpine AS built',
      'WORKDIR /app',
      'COPY . .',
      ...first,
      ...second,
      '',
    ].join('\n'),
    files,
  }));
}
