export interface ListeningSocket {
  readonly address: string;
  readonly port: number;
}

/** What came of asking the container's port for `/`; `log` holds its last lines, oldest first. */
export type ProbeOutcome = { readonly url: string; readonly durationMs: number } & (
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | {
      readonly kind: 'exited';
      readonly exitCode: number;
      readonly outOfMemory: boolean;
      readonly log: readonly string[];
    }
  | {
      readonly kind: 'refused';
      readonly listening: readonly ListeningSocket[] | 'unknown';
      readonly log: readonly string[];
    }
  | { readonly kind: 'slow'; readonly waitedMs: number; readonly log: readonly string[] }
  | { readonly kind: 'not-http'; readonly received: string; readonly log: readonly string[] }
);
