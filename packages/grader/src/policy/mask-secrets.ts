import { secretValues } from '@kit/checker';
import type { Report } from '@kit/verify';

/** Keys of reports under which words of learners are, wherever they stand. */
const texts: ReadonlySet<string> = new Set([
  ...['message', 'why', 'help', 'reason', 'note'],
  ...['source', 'text', 'instruction', 'config'],
]);

/** Puts asterisks in the place of secrets, as many as there were letters: places in a line stay. */
export type Mask = <Value>(value: Value) => Value;

/** @returns what hides the secrets that a report's Dockerfile sets, in all that is said of it. */
export function maskFor({ submission, plan, image }: Report): Mask {
  const env = [...('config' in plan ? (plan.config.Env ?? []) : []), ...(image?.config.Env ?? [])];
  const values = [...new Set(secretValues(submission.source ?? '', env))]
    .toSorted((one, other) => other.length - one.length)
    .map((value) => value.replace(/\W/g, String.raw`\$&`));
  if (values.length === 0) return (value) => value;
  // As words of their own: a secret that is `a` is in every sentence.
  const secret = new RegExp(`(?<!\\w)(?:${values.join('|')})(?!\\w)`, 'g');
  const hide = (value: unknown, isText: boolean): unknown => {
    if (typeof value === 'string') {
      return isText ? value.replace(secret, (found) => '*'.repeat(found.length)) : value;
    }
    if (Array.isArray(value)) return value.map((each) => hide(each, isText));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([key, each]) => [key, hide(each, isText || texts.has(key))]),
    );
  };
  return (value) => hide(value, false) as typeof value;
}
