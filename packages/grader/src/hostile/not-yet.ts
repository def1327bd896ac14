/**
 * Cases whose expectation is not met yet. A test holds that they are not: one that comes to be
 * met has to leave this list.
 */
export const notYet: ReadonlySet<string> = new Set();
