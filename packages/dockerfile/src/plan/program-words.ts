import { resolvePath } from '../shell/resolve-path.ts';

/** A program, what it is told, and where it runs. */
export interface Call {
  readonly program: string;
  readonly words: readonly (string | undefined)[];
  readonly directory: string | undefined;
}

/** A word that names a file. */
export interface Operand {
  /** Absolute; undefined where only a run can tell. */
  readonly path: string | undefined;
  readonly written?: string;
}

/**
 * The words that are no options; an empty one names no file, and no program takes it for one.
 * @param valued options that take the next word for their value.
 */
export function operandsOf(call: Call, valued?: RegExp): readonly Operand[] {
  const operands: Operand[] = [];
  let optionsEnded = false;
  for (let index = 0; index < call.words.length; index += 1) {
    const word = call.words[index];
    if (!optionsEnded && word === '--') optionsEnded = true;
    else if (!optionsEnded && word !== undefined && /^-./.test(word)) {
      if (valued?.test(word) === true) index += 1;
    } else if (word !== '') operands.push(operandOf(call, word));
  }
  return operands;
}

/**
 * The value of an option, the next word or joined to it.
 * @param joined its first group is the value.
 */
export function optionValue(call: Call, option: RegExp, joined: RegExp): Operand | undefined {
  for (const [index, word] of call.words.entries()) {
    if (word === undefined) continue;
    const value = joined.exec(word)?.[1];
    if (value !== undefined) return operandOf(call, value);
    if (option.test(word) && index + 1 < call.words.length)
      return operandOf(call, call.words[index + 1]);
  }
  return undefined;
}

function operandOf({ directory }: Call, word: string | undefined): Operand {
  return {
    path: resolvePath(directory, word),
    ...(word !== undefined && { written: word }),
  };
}
