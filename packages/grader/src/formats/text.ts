import { plain } from '@kit/checker';

/** A learner's name on one line; never empty. */
export function shownName({ name }: { readonly name: string }): string {
  return plain(name) || '(no name)';
}
