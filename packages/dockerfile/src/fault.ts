import type { Problem } from './ast.ts';

/** A problem of an instruction; it stands in the whole of it where it has no range of its own. */
export type Fault = Omit<Problem, 'range' | 'instruction'> & Partial<Pick<Problem, 'range'>>;
