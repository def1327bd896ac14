import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { textOf } from '../verdicts/row.ts';
import { tables } from '../verdicts/tables.ts';
import { refusalsOf, shortly } from './fixture.ts';

const workshop = path.join(import.meta.dirname, '../../../../workshop');

test('of all right spellings only those are refused that ask for what strangers are not given', () => {
  const rows = Object.values(tables)
    .flat()
    .filter(([verdicts]) => /^[PS]+$/.test(verdicts));
  const refused = rows.flatMap(([, source, files]) => {
    const text = textOf(source);
    return refusalsOf(text, files).map((refusal) => {
      const line = text.split('\n')[(refusal.range?.start.line ?? 0) - 1] ?? '';
      return `${refusal.rule}: ${refusal.range === undefined ? (refusal.path ?? '') : line}`;
    });
  });
  expect(rows.length).toBeGreaterThan(300);
  expect(refused.toSorted()).toMatchInlineSnapshot(`
    [
      "base-image: FROM alpine AS other",
      "base-image: FROM public.ecr.aws/docker/library/python:3-alpine",
      "base-image: FROM registry.example.com:5000/library/python:3-alpine",
      "link-outside: server.py",
      "link-outside: server.py",
      "onbuild: ONBUILD CMD ["echo"]",
      "port-count: EXPOSE 7000-9000",
      "remote-add: ADD https://example.com/server.py .",
      "run-option: RUN --mount=target=/c test -f /c/server.py && pip install -r requirements.txt",
      "run-option: RUN --mount=target=/context cd /context && pip install -r requirements.txt",
      "run-option: RUN --mount=type=bind,source=.,target=/src pip install -r /src/requirements.txt",
      "run-option: RUN --mount=type=bind,source=requirements.txt,target=requirements.txt pip install -r requirements.txt",
      "run-option: RUN --mount=type=bind,target=. pip install -r requirements.txt",
      "run-option: RUN --mount=type=cache,target=/c cd /c && pip install -r /usr/src/app/requirements.txt",
      "run-option: RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt",
      "run-option: RUN --mount=type=tmpfs,target=/tmp pip install -r requirements.txt",
      "run-option: RUN --network=default pip install -r requirements.txt",
      "volume: VOLUME /data",
    ]
  `);
});

test('no solution of a workshop is refused', () => {
  const solutions = globSync('*/*/{solution,requirements-first}/**/Dockerfile', { cwd: workshop });
  expect(solutions.length).toBeGreaterThan(5);
  for (const solution of solutions) {
    const text = readFileSync(path.join(workshop, solution), 'utf8');
    const refusals = refusalsOf(text, undefined, { bases: ['python', 'node'] });
    expect(refusals.map(shortly), solution).toEqual([]);
  }
});
