import type { Advice } from '../step.ts';
import { hadolintRule } from '../rules.ts';

/** ADD does more than it says: it unpacks archives and fetches addresses. */
export const copyNotAdd: Advice = {
  name: 'copy-not-add',
  advise: ({ dockerfile }) =>
    dockerfile.instructions
      .filter(({ keyword, flags }) => keyword === 'ADD' && !flags.some(isOnlyAdds))
      .filter(({ words, heredocs }) => heredocs.length === 0 && words.slice(0, -1).every(isPlain))
      .map(({ keywordRange }) => ({
        check: 'copy-not-add',
        message: '`ADD` is used where `COPY` does.',
        why: '`ADD` also unpacks archives and fetches addresses, so a reader has to look twice at what arrives.',
        help: 'Write `COPY` instead of `ADD`.',
        ...hadolintRule('DL3020'),
        range: keywordRange,
      })),
};

function isOnlyAdds({ name }: { readonly name: string }): boolean {
  return /^(checksum|keep-git-dir|unpack)$/.test(name);
}

/** No address, no archive, nothing of which only the builder knows. */
function isPlain({ text }: { readonly text: string }): boolean {
  return !/:\/\/|^git@|\.git\b|\.(tar|tgz|tbz2?|txz|gz|bz2|xz|zst)\b|[$*?[]/i.test(text);
}
