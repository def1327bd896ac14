/** Lets through so many at once, and then so many a second, for each of any number of keys. */
export interface RateLimit {
  /** @returns false where it is too much. */
  allows(key: string, now: number): boolean;
}

interface Bucket {
  left: number;
  since: number;
}

const mostKeys = 10_000;

export function rateLimit({
  burst,
  perSecond,
}: {
  readonly burst: number;
  readonly perSecond: number;
}): RateLimit {
  const buckets = new Map<string, Bucket>();
  return {
    allows(key, now) {
      const bucket = buckets.get(key) ?? { left: burst, since: now };
      bucket.left = Math.min(burst, bucket.left + ((now - bucket.since) / 1000) * perSecond);
      bucket.since = now;
      // Whoever was heard of longest ago has a full one again by now.
      buckets.delete(key);
      buckets.set(key, bucket);
      const [oldest] = buckets.keys();
      if (buckets.size > mostKeys && oldest !== undefined) buckets.delete(oldest);
      if (bucket.left < 1) return false;
      bucket.left -= 1;
      return true;
    },
  };
}
