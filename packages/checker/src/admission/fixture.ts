import { witnessOf } from '../verdicts/witness.ts';
import { admit } from './admit.ts';
import { refusalRules } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { admissionRulesOf } from './rules.ts';
import type { AdmissionRules } from './rules.ts';

/** Those of a workshop that starts from `python`. */
export const rules: AdmissionRules = { ...admissionRulesOf({ steps: [] }), bases: ['python'] };

/** @param files as `witnessOf` takes them. */
export function refusalsOf(
  text: string,
  files?: Readonly<Record<string, string>>,
  changes: Partial<AdmissionRules> = {},
): readonly Refusal[] {
  const { submission, dockerfile } = witnessOf(text, files);
  return admit(submission, dockerfile, { ...rules, ...changes });
}

/** As `rule 3:1`, with a place where there is one. */
export function shortly({ rule, range, path }: Refusal): string {
  const place = range === undefined ? (path ?? '') : `${range.start.line}:${range.start.column}`;
  return `${rule} ${place}`.trim();
}

/** With every word of it, on lines of its own. */
export function inWhole(refusal: Refusal): string {
  const { message, why, help } = refusal;
  return [shortly(refusal), message, why, help].join('\n  ').replaceAll(/n{60,}/g, 'nnn');
}

export const allButSpecial = refusalRules.filter((rule) => rule !== 'special-file');
