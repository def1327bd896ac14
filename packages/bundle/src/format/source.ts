import type { Readable } from 'node:stream';
import type { Bundle, BundleEntry } from './bundle.ts';

/** A bundle, wherever it lies. */
export interface BundleSource extends AsyncDisposable {
  readonly bundle: Bundle;
  /** Where what was obtained is kept, if that is not where it is read from. */
  readonly folder?: string;
  /**
   * Sees to it that an entry is at hand and undamaged.
   * @throws BundleError that names what is damaged, and what to do.
   */
  readonly obtain: (entry: BundleEntry, onBytes?: (count: number) => void) => Promise<void>;
  /** The content of an entry that was obtained. */
  readonly read: (entry: BundleEntry) => Readable;
  /** Forgets what was only kept until it was used. */
  readonly forget: () => Promise<void>;
}
