import { expect, test } from 'vitest';
import { contentKeyOf, jobIdOf, versionsOf } from './versions.ts';

const versions = versionsOf('containerize-python');

test('are the same each time, and another for another workshop', () => {
  expect(versionsOf('containerize-python')).toEqual(versions);
  expect(versions.kit).toMatch(/^[0-9a-f]{64}$/);
  expect(versionsOf('another').workshop).not.toBe(versions.workshop);
  expect(versionsOf('another').kit).toBe(versions.kit);
});

test('a key is of the content, the workshop, the kit and the profile', () => {
  const keys = [
    contentKeyOf('sha256:a', versions, 'grade'),
    contentKeyOf('sha256:b', versions, 'grade'),
    contentKeyOf('sha256:a', { ...versions, kit: 'another' }, 'grade'),
    contentKeyOf('sha256:a', { ...versions, workshop: 'another' }, 'grade'),
    contentKeyOf('sha256:a', versions, 'learner'),
  ];
  expect(new Set(keys).size).toBe(5);
  expect(contentKeyOf('sha256:a', versions, 'grade')).toBe(keys[0]);
});

test('a job has the name of its key, as a UUID', () => {
  expect(jobIdOf('0123456789abcdef'.repeat(4))).toBe('01234567-89ab-cdef-0123-456789abcdef');
});
