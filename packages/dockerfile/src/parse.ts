import type { Dockerfile, Heredoc, Instruction, Problem } from './ast.ts';
import { readDirectives } from './directives.ts';
import type { HeredocStart } from './heredoc.ts';
import { readHeredocBody, readHeredocStarts } from './heredoc.ts';
import type { Fault } from './fault.ts';
import { faultOf } from './instruction-faults.ts';
import { isComment, readLogicalLine, withoutEnding } from './logical-line.ts';
import { readInstruction } from './read-instruction.ts';
import { skipSpaces } from './characters.ts';

/** Bytes of a source line that BuildKit's scanner takes, its ending not counted. */
const maximumLineBytes = 65_535;

/** The builder stops at the first; behind so many nothing is read any more. */
const maximumErrors = 1_000;

/**
 * Reads a Dockerfile as BuildKit's frontend does: its parser and the checks
 * that each instruction makes of its own arguments. Never throws; where the
 * builder would stop, `errors` has a problem and reading goes on behind it.
 * A byte-order mark is no part of `text` and has no column.
 */
export function parseDockerfile(source: string): Dockerfile {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const { lines, tooLong } = splitLines(text);
  const { directives, escapeCharacter, errors: directiveErrors } = readDirectives(lines);
  const instructions: Instruction[] = [];
  const errors: Problem[] = [...directiveErrors];
  const warnings: Problem[] = [];
  const directiveLines = new Set(directives.map(({ range }) => range.start.line));
  let comments: string[] = [];
  let inStage = false;

  for (let index = 0; index < lines.length && errors.length < maximumErrors;) {
    const first = lines[index] ?? '';
    if (isBlank(first) || isComment(first)) {
      index += 1;
      const comment = first.slice(1).trim();
      if (isBlank(first) || directiveLines.has(index)) continue;
      if (comment === '') comments = [];
      else comments.push(comment);
      continue;
    }
    const line = readLogicalLine(lines, index, escapeCharacter);
    index = line.nextLine;
    const read = readInstruction(line, { start: 0, end: line.text.length }, escapeCharacter);
    const bodies = readHeredocs(lines, index, takesHeredocs(read.instruction) ? line.text : '');
    index = bodies.nextLine;
    const instruction = { ...withHeredocs(read.instruction, bodies.heredocs), comments };
    instructions.push(instruction);
    comments = [];

    const fault =
      read.fault ?? bodies.fault ?? faultOf(instruction) ?? stageFault(instruction, inStage);
    if (fault !== undefined) errors.push({ range: instruction.range, ...fault, instruction });
    // Without any stage one error says so; what stands there is not blamed again and again.
    if (instruction.keyword === 'FROM' || fault?.code === 'no-build-stage') inStage = true;

    if (line.blankLine !== undefined) {
      const start = { line: line.blankLine + 1, column: 1 };
      const message = 'a blank line stands inside a continued instruction';
      warnings.push({
        code: 'NoEmptyContinuation',
        message,
        range: { start, end: start },
        instruction,
      });
    }
  }

  const lastLine = { line: Math.max(lines.length, 1), column: 1 };
  if (tooLong) {
    const start = { line: lines.length + 1, column: 1 };
    const message = `this line is longer than ${maximumLineBytes.toLocaleString('en')} bytes, the most that Docker reads`;
    errors.push({ code: 'line-too-long', message, range: { start, end: start } });
  } else if (instructions.length === 0) {
    const message = 'the file has no instructions';
    errors.push({ code: 'no-instructions', message, range: { start: lastLine, end: lastLine } });
  } else if (!inStage) {
    const instruction = instructions.at(-1);
    const message = 'the file has no `FROM`, and every image starts with one';
    const range = instruction?.range ?? { start: lastLine, end: lastLine };
    errors.push({ code: 'no-build-stage', message, range, ...(instruction && { instruction }) });
  }
  return { text, escapeCharacter, directives, instructions, errors, warnings };
}

/** Lines with their endings, up to the first one that is too long for the builder. */
function splitLines(text: string): {
  readonly lines: readonly string[];
  readonly tooLong: boolean;
} {
  const lines: string[] = [];
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline + 1;
    const line = text.slice(start, end);
    // No character takes more than three bytes per code unit.
    if (line.length * 3 > maximumLineBytes) {
      const bytes = Buffer.byteLength(line) - (newline < 0 ? 0 : 1);
      if (bytes > maximumLineBytes) return { lines, tooLong: true };
    }
    lines.push(line);
    start = end;
  }
  return { lines, tooLong: false };
}

function isBlank(line: string): boolean {
  const bare = withoutEnding(line);
  return skipSpaces(bare, 0) === bare.length;
}

const withHeredoc: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD']);

function takesHeredocs(instruction: Instruction): boolean {
  const { keyword, form } = instruction.trigger ?? instruction;
  return withHeredoc.has(keyword) && form === 'shell';
}

/** Reads the bodies that a line announces, one behind the other. */
function readHeredocs(
  lines: readonly string[],
  first: number,
  line: string,
): { readonly heredocs: readonly Heredoc[]; readonly nextLine: number; readonly fault?: Fault } {
  const heredocs: Heredoc[] = [];
  let nextLine = first;
  for (const start of readHeredocStarts(line)) {
    const body = readHeredocBody(lines, nextLine, start);
    heredocs.push(body.heredoc);
    if (!body.terminated) {
      return { heredocs, nextLine: body.nextLine, fault: unterminated(lines, nextLine, start) };
    }
    nextLine = body.nextLine;
  }
  return { heredocs, nextLine };
}

function unterminated(lines: readonly string[], first: number, { name }: HeredocStart): Fault {
  const near = lines.findIndex((line, index) => index >= first && line.trim() === name);
  const message = `the here-document is never closed: no line is \`${name}\` and nothing else`;
  const hint = near < 0 ? '' : ` (line ${near + 1} has spaces around it)`;
  return { code: 'unterminated-heredoc', message: message + hint };
}

function withHeredocs(instruction: Instruction, heredocs: readonly Heredoc[]): Instruction {
  if (heredocs.length === 0) return instruction;
  const { trigger } = instruction;
  return { ...instruction, heredocs, ...(trigger && { trigger: { ...trigger, heredocs } }) };
}

function stageFault({ keyword, keywordRange }: Instruction, inStage: boolean): Fault | undefined {
  if (inStage || keyword === 'FROM' || keyword === 'ARG') return undefined;
  const message = `\`${keyword}\` stands before the first \`FROM\`; only \`ARG\` can`;
  return { code: 'no-build-stage', message, range: keywordRange };
}
