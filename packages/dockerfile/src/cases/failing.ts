import type { PlanCase } from './plan-case.ts';

const fails = (name: string, ...run: readonly string[]): PlanCase => ({
  name,
  dockerfile: ['FROM python:3-alpine', 'WORKDIR /app', 'COPY server.py .', ...run],
  expected: { fails: 4 },
});

/** A RUN that surely fails, so that the build stops there. */
export const failing: readonly PlanCase[] = [
  fails('the last command decides', 'RUN echo a; false'),
  fails('an exit with a failure', 'RUN echo a && exit 3'),
  fails('what follows an exit does not count', 'RUN exit 1; true'),
  fails('what follows a failure is not rescued', 'RUN false && echo a'),
  fails('set -e', 'RUN set -e; false; echo a'),
  fails('a status turned round', 'RUN ! true'),
  fails('at the end of a here-document', 'RUN <<EOF', 'true', 'false', 'EOF'),
  fails('a shell in the shell', 'RUN sh -c "echo a; exit 2"'),
  fails('in parentheses', 'RUN (echo a; exit 2)'),
  fails('a test of what is not there', 'RUN [ -f settings.ini ] && echo a'),
  fails('a folder that is not there', 'RUN cd settings && ls'),
  fails('a folder that is there is made', 'RUN mkdir /app'),
  fails('a folder in none', 'RUN mkdir one/two'),
  fails('what is not there is removed', 'RUN rm settings.ini'),
  fails('a folder is removed like a file', 'RUN mkdir a && rm a'),
  fails('what is not there is copied', 'RUN cp settings.ini /srv/'),
  fails('a folder is copied like a file', 'RUN mkdir a && cp a b'),
  fails('a file is moved into no folder', 'RUN mv server.py old/server.py'),
  fails('a pattern that names nothing', 'RUN cp *.ini /srv/'),
  fails('a file in no folder', 'RUN echo a > old/settings.ini'),
  fails('a link where a file is', 'RUN ln -s /srv/server.py server.py'),
];
