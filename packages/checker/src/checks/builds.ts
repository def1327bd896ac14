import type { Instruction } from '@kit/dockerfile';
import type { Diagnostic, Explanation } from '../diagnostic.ts';
import type { BuildEvidence } from '../evidence.ts';
import { lastLines, showLines } from '../log-lines.ts';
import { plain, quote } from '../plain-text.ts';
import type { Check, Witness } from '../step.ts';
import { broken, holds, holdsWith, unknown } from '../verdict.ts';
import { buildCauses } from './build-causes.ts';
import { noteOfBuild } from './image-notes.ts';

const check = 'builds';

type BuildFailure = Extract<BuildEvidence, { kind: 'failed' }>;

/** A real engine built the image. */
export function builds(): Check {
  return {
    name: check,
    judge(witness) {
      const { build } = witness.evidence;
      if (build === undefined) return unknown('The image was not built.');
      if (build.kind === 'failed') return broken(diagnose(witness, build));
      return build.before === undefined ? holds : holdsWith(noteOfBuild(build.before));
    },
  };
}

function diagnose(witness: Witness, build: BuildFailure): Diagnostic {
  const instruction = instructionAt(witness, build.line);
  const range = instruction === undefined ? {} : { range: instruction.range };
  const lines = lastLines(build.log);
  const evidence = showLines('The last lines of the build:', lines);
  const cause = causeOf(build);
  if (cause !== undefined) {
    return { check, ...cause, ...range, why: join(cause.why, evidence) };
  }
  const where =
    instruction === undefined
      ? 'The build'
      : `The ${quote(instruction.keyword)} of line ${instruction.range.start.line}`;
  const message =
    build.exitCode === undefined
      ? `${where} failed: ${plain(build.message, 200).replace(/[.:]+$/, '')}.`
      : `${where} ended with exit code ${build.exitCode}.`;
  return {
    check,
    message,
    why: join(explainExit(build.exitCode), evidence),
    help:
      instruction === undefined
        ? 'Build it yourself with `docker build .` and look at the first error it shows.'
        : lines.length === 0
          ? 'It said nothing before it ended. Correct this instruction, and build again.'
          : 'Correct what the lines above complain of, and build again.',
    docs: 'https://docs.docker.com/reference/dockerfile/#run',
    ...range,
  };
}

function join(why: string, evidence: string): string {
  return evidence === '' ? why : `${why} ${evidence}`;
}

function explainExit(exitCode: number | undefined): string {
  if (exitCode === 137) {
    return 'Exit code 137 means that the command was killed, most often because memory ran out.';
  }
  return exitCode === undefined
    ? 'The builder stops at the first instruction that fails; there is no image then.'
    : 'A command that ends with another code than 0 has failed. The builder stops there, and there is no image.';
}

function instructionAt({ dockerfile }: Witness, line: number | undefined): Instruction | undefined {
  if (line === undefined) return undefined;
  return dockerfile.instructions.findLast(({ range }) => range.start.line <= line);
}

/** By the builder's own words, from the last line back. */
function causeOf({ message, log }: BuildFailure): Omit<Explanation, 'range'> | undefined {
  const lines = [...log.slice(-50), message].map((line) => plain(line, 600));
  for (const { pattern, explain } of buildCauses) {
    for (const line of lines.toReversed()) {
      const match = pattern.exec(line);
      if (match !== null) return explain(...match.slice(1));
    }
  }
  return undefined;
}
