/** What commands of the kit share: how they read their options, and how they write. */
export { checkFormat, readCommandLine } from './command-line.ts';
export { didYouMean, thereIs } from './did-you-mean.ts';
export { openOutputFile } from './output-file.ts';
export type { OutputFile } from './output-file.ts';
export { isInteractive, plainStyle, styleOf } from './output-stream.ts';
export type { Stream } from './output-stream.ts';
export { escapeInvisible } from './escape-invisible.ts';
export type { Style } from './style.ts';
export { codeFrame } from './code-frame.ts';
export { createPen } from './pen.ts';
export type { Pen } from './pen.ts';
export { UsageError } from './usage-error.ts';
export { whyNot, writeAtomically } from './write-file.ts';
