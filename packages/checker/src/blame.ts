import type { ImagePlan, Instruction, Problem, Range } from '@kit/dockerfile';
import type { Diagnostic, Explanation, Verdict } from './diagnostic.ts';
import { meantBy } from './keywords.ts';
import { explainSwallowed } from './look-alikes.ts';
import { plain } from './plain-text.ts';
import { helpForRefusal, ruleOfRefusal, whyRefused } from './refused.ts';
import { explainSlip } from './slips.ts';
import { textAt } from './source-text.ts';
import type { Witness } from './step.ts';
import { cutOffLines, explainCopiedAlong, explainCutOff, explainOneLine } from './stray-lines.ts';
import { broken } from './verdict.ts';

/** Keywords that have a check of their own; errors about anything else are `hasDockerfile`'s. */
const judgedByTheirCheck: ReadonlySet<string> = new Set(
  'FROM WORKDIR COPY ADD EXPOSE RUN CMD ENTRYPOINT'.split(' '),
);

/** The builder itself stops at the first; nobody mends more at once. */
const maximumTold = 100;

/** The builder's errors about instructions with one of these keywords, misspelt ones included. */
export function errorsAbout(witness: Witness, ...wanted: readonly string[]): readonly Problem[] {
  return faultsOf(witness)
    .filter(({ owner }) => owner !== undefined && wanted.includes(owner))
    .slice(0, maximumTold)
    .map(({ problem }) => problem);
}

/**
 * The builder's errors that no check of a keyword takes up.
 * @param more keywords that have a check in this workshop.
 */
export function errorsElsewhere(
  witness: Witness,
  more: readonly string[] = [],
): readonly Problem[] {
  return faultsOf(witness)
    .filter(({ owner }) => {
      return owner === undefined || !(judgedByTheirCheck.has(owner) || more.includes(owner));
    })
    .slice(0, maximumTold)
    .map(({ problem }) => problem);
}

interface Fault {
  readonly problem: Problem;
  /** Keyword of the check that tells it. */
  readonly owner: string | undefined;
}

/** Found once for all checks: a file of nothing but faults has thousands. */
const found = new WeakMap<ImagePlan, readonly Fault[]>();

/** One problem, one diagnostic: what follows from the first error of an instruction is not told. */
function faultsOf(witness: Witness): readonly Fault[] {
  const known = found.get(witness.plan);
  if (known !== undefined) return known;
  const wholes = cutOffLines(witness);
  const cut = new Set([...wholes.values()].map(([head]) => head));
  const seen = new Set<Instruction>();
  const faults = witness.plan.errors
    .filter(({ instruction }) => {
      if (instruction === undefined) return true;
      const [head] = wholes.get(instruction) ?? [instruction];
      if (seen.has(head) || (head === instruction && cut.has(head))) return false;
      seen.add(head);
      return true;
    })
    .map((problem) => ({ problem, owner: ownerOf(witness, problem) }));
  found.set(witness.plan, faults);
  return faults;
}

/** Where one instruction stands above `FROM`, it is too early; where several do, `FROM` is too late. */
function isFromLate({ dockerfile: { instructions } }: Witness): boolean {
  const from = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  return instructions.slice(0, from).filter(({ keyword }) => keyword !== 'ARG').length > 1;
}

/** Keyword of the check that an error belongs to; `undefined` for the file as a whole. */
function ownerOf(witness: Witness, { instruction, code }: Problem): string | undefined {
  if (instruction === undefined) return undefined;
  // Without any FROM every instruction is an error; the missing FROM is the one problem.
  if (witness.plan.stages.length === 0) return 'FROM';
  if (code === 'no-build-stage' && isFromLate(witness)) return 'FROM';
  const [head] = cutOffLines(witness).get(instruction) ?? [instruction];
  return meantBy(head)?.keyword;
}

/** The verdict of a check where the builder refuses what it is about; nothing where there are no errors. */
export function refusedBy(
  check: string,
  witness: Witness,
  errors: readonly Problem[],
  example?: string,
): Verdict | undefined {
  return errors.length === 0
    ? undefined
    : broken(...errors.map((error) => diagnosticOf(check, witness, error, example)));
}

/**
 * A builder's error as the learner is told it.
 * @param check name of the check that tells it.
 * @param example the line that the step wants, where there is one.
 */
export function diagnosticOf(
  check: string,
  witness: Witness,
  problem: Problem,
  example?: string,
): Diagnostic {
  const { dockerfile } = witness;
  const { instruction } = problem;
  const whole = instruction && cutOffLines(witness).get(instruction);
  if (whole !== undefined) return { check, ...explainCutOff(witness, whole) };
  const meant = instruction && meantBy(instruction);
  if (instruction !== undefined && meant?.slip !== undefined) {
    const range = meant.slip === 'two-words' ? twoWordsOf(instruction) : instruction.keywordRange;
    return {
      check,
      ...explainSlip(meant.keyword, meant.slip, textAt(dockerfile, range)),
      docs: 'https://docs.docker.com/reference/dockerfile/#overview',
      range,
    };
  }
  const copied =
    instruction && problem.code === 'unknown-instruction'
      ? explainCopiedAlong(instruction)
      : undefined;
  if (copied !== undefined) return { check, ...copied };
  const joined = (instruction && explainOneLine(instruction)) ?? explainJoined(witness, problem);
  if (joined !== undefined) return { check, ...joined };
  if (instruction === undefined && isComment(textAt(dockerfile, problem.range))) {
    return { check, ...explainDirective(problem), range: problem.range };
  }
  if (problem.code === 'ignore-file') return { check, ...explainIgnoreFile(problem) };
  const docs = meant === undefined ? '#format' : `#${meant.keyword.toLowerCase()}`;
  return {
    check,
    message: sentence(problem.message),
    ...(isComment(textAt(dockerfile, problem.range))
      ? {
          why: 'A `#` starts a comment only at the beginning of a line. Here Docker takes it for a word of the instruction.',
          help: 'Put the comment on a line of its own.',
        }
      : {
          why: whyRefused(problem),
          help: helpForRefusal(problem, example),
        }),
    docs: `https://docs.docker.com/reference/dockerfile/${docs}`,
    ...ruleOfRefusal(problem),
    range: problem.range,
  };
}

/** The keyword and the word after it. */
function twoWordsOf({ keywordRange, argument }: Instruction): Range {
  const { line, column } = argument.range.start;
  const [next = ''] = argument.text.split(/\s/, 1);
  return { start: keywordRange.start, end: { line, column: column + next.length } };
}

/** The line of the problem is an instruction of its own that an escape character joined to this one. */
export function explainJoined(
  witness: Witness,
  { instruction, range }: Problem,
): Explanation | undefined {
  const isBelow = instruction !== undefined && range.start.line > instruction.range.start.line;
  return isBelow ? explainSwallowed(witness, instruction) : undefined;
}

/** It is another file that is wrong, and no place in this one. */
function explainIgnoreFile({ message }: Problem): Explanation {
  return {
    message: sentence(message),
    why: 'Docker reads it before anything else, and stops where it cannot.',
    help: 'Correct or remove that line.',
    docs: 'https://docs.docker.com/build/concepts/context/#dockerignore-files',
  };
}

function explainDirective({ code, message }: Problem): Explanation {
  return {
    message: sentence(message),
    why: 'Above the first instruction a line such as `# escape=` is no comment but a directive: Docker obeys it.',
    help:
      code === 'invalid-escape'
        ? 'Remove this line: without it the escape character is the backslash.'
        : code === 'build-check'
          ? 'Mend what is named, or remove `error=true`.'
          : 'Remove this line.',
    docs: 'https://docs.docker.com/reference/dockerfile/#parser-directives',
  };
}

function isComment(text: string): boolean {
  return text.startsWith('#');
}

/** A builder's message as a sentence; it may hold the learner's words. */
function sentence(text: string): string {
  const clean = plain(text, 300);
  return `${clean.charAt(0).toUpperCase()}${clean.slice(1)}${/[.!?]$/.test(clean) ? '' : '.'}`;
}
