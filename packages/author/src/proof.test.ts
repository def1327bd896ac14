import { expect, test } from 'vitest';
import { proofAsJson, proofOf, provedWorkshop } from './proof.ts';

const whole = { name: '01-base-image', held: 16, leftOut: 2, problems: [] };
const broken = {
  name: '02-serve',
  held: 3,
  leftOut: 0,
  problems: [{ file: 'workshop/a/02-serve/step.md', message: 'It has \u202e.', help: 'Mend it.' }],
};

test('one workshop to be mended fails the whole, and names what', () => {
  const proof = proofOf([provedWorkshop('a', [whole, broken]), provedWorkshop('b', [whole])]);
  expect(proof).toEqual({
    schema: 'workshop/proof/v1',
    outcome: 'failed',
    workshops: [
      { workshop: 'a', outcome: 'failed', chapters: [whole, broken] },
      { workshop: 'b', outcome: 'passed', chapters: [whole] },
    ],
  });
  const text = proofAsJson(proof);
  expect(JSON.parse(text)).toEqual(proof);
  expect(text).not.toContain('\u202e');
});

test('workshops that hold pass', () => {
  expect(proofOf([provedWorkshop('b', [whole])]).outcome).toBe('passed');
});
