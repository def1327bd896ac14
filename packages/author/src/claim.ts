/** Something in a workshop that is not as it has to be: the author's to mend. */
export interface Problem {
  /** From the folder of the kit: `workshop/NAME/02-base-image/step.md`. */
  readonly file: string;
  /** What is. */
  readonly message: string;
  /** The one thing to do. */
  readonly help: string;
}

/** One thing that has to hold of a workshop's content. */
export interface Claim {
  /** As a sentence without its subject: "has one title". */
  readonly says: string;
  /** Only a container engine can tell. */
  readonly needsEngine: boolean;
  /** @returns none where it holds. @throws where it could not be tried. */
  readonly prove: () => Promise<readonly Problem[]>;
}

/** What is claimed of one step, or of the workshop as a whole. */
export interface Chapter {
  /** As `05-expose-port`. */
  readonly name: string;
  readonly claims: readonly Claim[];
}

/** A claim that no engine is needed for. */
export function claim(
  says: string,
  prove: () => Promise<readonly Problem[]> | readonly Problem[],
): Claim {
  return { says, needsEngine: false, prove: async () => prove() };
}
