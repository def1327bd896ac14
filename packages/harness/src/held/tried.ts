/** What came of a small attack that was really made. */
export interface Tried {
  readonly verdict: 'held' | 'not held' | 'unknown';
  readonly found: string;
}

/** Of what `canary.py` says. */
export function judge(body: string): Tried {
  const [verdict = '', found = ''] = body.split(': ', 2);
  if (verdict === 'held') return held(found);
  return { verdict: verdict === 'not held' ? verdict : 'unknown', found: found || body };
}

export function held(found: string): Tried {
  return { verdict: 'held', found };
}
