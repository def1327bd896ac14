/** An image that the kit makes from Debian's packages, where the one of that name is out of reach. */
export interface StandIn {
  /** What is stood in for. */
  readonly reference: string;
  /** Raised when it is to be made anew. */
  readonly recipe: string;
  /** Names of the places (`reachable.ts`) that a build on the image asks: where all answer, no stand-in is made. */
  readonly needs: readonly string[];
  /** Of Debian; what they depend on comes along. */
  readonly packages: readonly string[];
  /** A sentence for who looks at its labels. */
  readonly description: string;
  /**
   * Puts its files in a folder.
   * @param debs files of the packages.
   * @returns what it notes besides its path, as Docker's `import --change` takes it.
   */
  readonly layOut: (
    debs: readonly string[],
    rootfs: string,
    signal?: AbortSignal,
  ) => Promise<readonly string[]>;
}
