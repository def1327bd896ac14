/** A place in a Dockerfile. Lines and columns count from 1; columns are UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A stretch of a Dockerfile; `end` is the position after its last character. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Something the builder refuses, or warns of, in Docker's own terms. */
export interface Problem {
  /** BuildKit's rule name where it has one (`UndefinedVar`), else a kebab-case name of ours. */
  readonly code: string;
  readonly message: string;
  readonly range: Range;
  /** The instruction it stands in, if it stands in one. */
  readonly instruction?: Instruction;
}

/** A piece of an instruction as the author wrote it: quotes, escapes and variables still in it. */
export interface Word {
  readonly text: string;
  readonly range: Range;
}

/** `--name=value` or `--name` before an instruction's arguments. */
export interface Flag {
  readonly name: string;
  readonly value?: string;
  readonly range: Range;
}

/** One `name=value` of ARG, ENV or LABEL, as written. `value` is absent in `ARG name`. */
export interface Pair {
  readonly name: Word;
  readonly value?: Word;
}

/** A here-document of RUN, COPY or ADD. */
export interface Heredoc {
  readonly name: string;
  readonly body: string;
  /** False where the delimiter is quoted: then nothing in the body is expanded. */
  readonly expand: boolean;
  /** `<<-`: leading tabs were removed from the body. */
  readonly stripTabs: boolean;
  readonly fileDescriptor: number;
  /** The body's lines, without the terminator. */
  readonly range: Range;
}

/** Why a text that starts like a JSON array is no exec form. */
export interface JsonProblem {
  readonly reason:
    'single-quotes' | 'trailing-comma' | 'text-after' | 'not-strings' | 'unterminated' | 'other';
  readonly range: Range;
}

export interface Instruction {
  /** In upper case, `EXPOSE`; misspelt ones as they are, `EXPSE`. */
  readonly keyword: string;
  readonly keywordRange: Range;
  /** From the keyword to the end of the last argument, here-documents not included. */
  readonly range: Range;
  readonly flags: readonly Flag[];
  /** All arguments after the flags as one text, continued lines joined and comments removed. */
  readonly argument: Word;
  /** The arguments, split as the builder splits those of this instruction; the strings of the JSON array in exec form. */
  readonly words: readonly Word[];
  /** `exec` where the builder reads a JSON array of strings. */
  readonly form: 'exec' | 'shell';
  /** Set where the arguments look like a JSON array and are none. */
  readonly jsonProblem?: JsonProblem;
  /** Of ARG, ENV and LABEL; empty elsewhere. */
  readonly pairs: readonly Pair[];
  readonly heredocs: readonly Heredoc[];
  /** The comments right above it, without their `#`; an empty one ends those before it. */
  readonly comments: readonly string[];
  /** The instruction that ONBUILD stores for later. */
  readonly trigger?: Instruction;
}

/** A parser directive (`# syntax=`, `# escape=`, `# check=`). */
export interface Directive {
  readonly name: string;
  readonly value: string;
  readonly range: Range;
}

/**
 * A Dockerfile as its parser reads it. Instructions that no builder knows are
 * kept, so that one slip does not hide the rest; `errors` says what the
 * builder would refuse, in the order of the file.
 */
export interface Dockerfile {
  readonly text: string;
  readonly escapeCharacter: '\\' | '`';
  readonly directives: readonly Directive[];
  readonly instructions: readonly Instruction[];
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
}
