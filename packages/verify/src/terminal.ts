/** What commands of the kit share: how they read their options, and how they write. */
export { checkFormat, readCommandLine } from './command-line.ts';
export { didYouMean, thereIs } from './did-you-mean.ts';
export { openOutputFile } from './output-file.ts';
export type { OutputFile } from './output-file.ts';
export { isInteractive, plainStyle, styleOf } from './output-stream.ts';
export type { Stream } from './output-stream.ts';
export { escapeInvisible } from './reporters/escape-invisible.ts';
export type { Style } from './reporters/reporter.ts';
export { codeFrame } from './reporters/terminal/code-frame.ts';
export { createPen } from './reporters/terminal/pen.ts';
export type { Pen } from './reporters/terminal/pen.ts';
export { UsageError } from './usage-error.ts';
export { whyNot, writeAtomically } from './write-file.ts';
