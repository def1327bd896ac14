import { expect } from 'vitest';
import type { Diagnostic } from '../diagnostic.ts';
import { textAt } from '../source-text.ts';
import type { Check } from '../step.ts';
import type { Row } from './row.ts';
import { textOf } from './row.ts';
import { witnessOf } from './witness.ts';

/** What a learner is told of one slip: message, why, help, the text it points at, and who else has the rule. */
export type Told = readonly [
  message: string,
  why: string,
  help: string,
  marked: string,
  rule?: string,
];

/** Judges a Dockerfile with one check that must find exactly one thing. */
export function toldBy(check: Check, ...[source, files]: readonly [Row[1], Row[2]?]): Told {
  const witness = witnessOf(textOf(source), files);
  const verdict = check.judge(witness);
  if (verdict.kind !== 'broken') throw new Error(`the check says ${verdict.kind}`);
  expect(verdict.diagnostics).toHaveLength(1);
  const [{ message, why, help, range, docs, rule, ...rest }] = verdict.diagnostics as readonly [
    Diagnostic,
  ];
  expect(rest).toEqual({ check: check.name });
  expect(docs).toMatch(
    /^https:\/\/(docs\.docker\.com|hub\.docker\.com|pip\.pypa\.io|github\.com\/hadolint)\//,
  );
  const marked = range === undefined ? '' : textAt(witness.dockerfile, range);
  const told = [message, why, help, marked] as const;
  return rule === undefined ? told : [...told, rule];
}
