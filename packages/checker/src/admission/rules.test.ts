import { expect, test } from 'vitest';
import { basedOn } from '../checks/based-on.ts';
import { defineStep } from '../define.ts';
import { defineGrading } from '../define-grading.ts';
import { refusalRules } from './refusal.ts';
import type { AdmissionChoice } from './rules.ts';
import { admissionRulesOf, withoutPolicy } from './rules.ts';

const step = defineStep({
  id: 'base-image',
  title: 'Base image',
  goal: 'parse',
  needs: [],
  checks: [basedOn({ repository: 'python', major: 3, example: 'python:3-alpine' })],
});

test('bases are those that the checks ask for, unless the workshop names others', () => {
  const grading = defineGrading({ admission: { bases: ['alpine'], limits: { ports: 2 } } });
  const [usual, chosen] = [
    admissionRulesOf({ steps: [step] }),
    admissionRulesOf({ steps: [step], grading }),
  ];
  expect(usual.bases).toEqual(['python']);
  expect(chosen).toEqual({ ...usual, bases: ['alpine'], limits: { ...usual.limits, ports: 2 } });
});

test('of a learner’s own files only those are refused that cannot be read or handed on', () => {
  const { except, limits } = withoutPolicy(admissionRulesOf({ steps: [] }));
  expect(refusalRules.filter((rule) => !except.includes(rule))).toEqual([
    'special-file',
    'context-size',
  ]);
  expect(limits).toMatchObject({ entries: 20_000, depth: 64 });
});

test.each<[AdmissionChoice, string]>([
  [
    { bases: ['Python'] },
    'Grading: admission names the base "Python": give a repository without a tag, as "python".',
  ],
  [
    { bases: ['python:3'] },
    'Grading: admission names the base "python:3": give a repository without a tag, as "python".',
  ],
  [{ except: ['volumes' as 'volume'] }, 'Grading: admission knows no rule "volumes".'],
  [{ except: ['special-file'] }, 'Grading: admission: "special-file" is refused everywhere.'],
  [
    { mounts: ['secret' as 'bind'] },
    'Grading: admission lets "secret" be mounted: it is bind, cache or tmpfs.',
  ],
  [
    { limits: { instructions: 0 } },
    'Grading: admission limits "instructions" to 0: it is a whole number from 1 to 9007199254740991.',
  ],
  [
    { limits: { entries: 50_000 } },
    'Grading: admission limits "entries" to 50000: it is a whole number from 1 to 20000.',
  ],
  [
    { packageHosts: ['https://pypi.org/'] },
    'Grading: admission names the host "https://pypi.org/": give its name in small letters, as "pypi.org".',
  ],
  [{ limits: { lines: 3 } as object }, 'Grading: admission knows no limit "lines".'],
])('%j is said to the author', (admission, message) => {
  expect(() => defineGrading({ admission })).toThrow(new Error(message));
});
