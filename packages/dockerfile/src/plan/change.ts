/** What a program does to the files; every path is absolute. */
export type Change =
  | {
      readonly kind: 'remove';
      readonly path: string;
      readonly of: 'file' | 'empty-directory' | 'anything';
      /** `rm -f` finds nothing wrong with a file that is not there. */
      readonly mayLack?: true;
    }
  | {
      readonly kind: 'make';
      /** With a slash at its end it can only be a folder, and no file comes about. */
      readonly path: string;
      /** Whether it comes about depends on more than the files. */
      readonly isUnsure?: true;
    }
  | { readonly kind: 'make-directory'; readonly path: string; readonly withParents: boolean }
  | {
      readonly kind: 'copy' | 'move';
      readonly from: string;
      readonly to: string;
      /** `cp` takes folders too. */
      readonly isRecursive: boolean;
      /** `to` has to be a folder. */
      readonly intoFolder: boolean;
      /** What is in the folder `from`, not that folder. */
      readonly contentsOnly?: true;
    }
  | {
      readonly kind: 'link';
      /** As written: where it leads counts from the folder that the link is in. */
      readonly target: string;
      readonly path: string;
      /** `ln -f` takes the place of a file. */
      readonly replaces: boolean;
    }
  /** Whatever is there and below may have changed. */
  | { readonly kind: 'forget'; readonly path: string }
  /** Files may have come up there and below; those that were there stay as they are. */
  | { readonly kind: 'loosen'; readonly path: string };
