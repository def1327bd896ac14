import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from '@kit/verify';
import { describe, expect, test } from 'vitest';
import { hostileCases } from './cases/index.ts';
import { notYet } from './not-yet.ts';

const packages = path.join(repository, 'packages');
const tried = hostileCases.flatMap(({ id, trial }) =>
  trial.kind === 'test' ? [[id, trial.file, trial.title] as const] : [],
);

test('every case has an id of its own', () => {
  const ids = hostileCases.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...notYet].filter((id) => !ids.includes(id))).toEqual([]);
});

test.each(tried)('%s is tried in %s', (_, file, title) => {
  expect(readFileSync(path.join(packages, file), 'utf8')).toContain(title);
});

const catalogue = path.join(repository, '../shared/notes/hostile-catalogue.json');

describe.skipIf(!existsSync(catalogue))('the catalogue', () => {
  test('has no case that is not here', () => {
    const known = new Set(hostileCases.map(({ id }) => id.split(' ')[0]));
    const wanted = JSON.parse(readFileSync(catalogue, 'utf8')) as { readonly id: string }[];
    expect(wanted.map(({ id }) => id).filter((id) => !known.has(id))).toEqual([]);
    expect(known.size).toBe(wanted.length);
  });
});
