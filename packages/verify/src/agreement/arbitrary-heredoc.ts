import fc from 'fast-check';

/** Words that start here-documents, and the lines below that end them. */
export interface Heredocs {
  readonly words: readonly string[];
  readonly below: string;
}

const body = fc
  .array(
    fc.constantFrom(
      ...['text $a', '\ttab ${b:-c}', '', 'a \\$a \\\\ "q" \'s\'', ' EOF', '# no comment', 'RUN x'],
      ...['on \\', "it's", '$', '<<EOF', '${a:+"$b"}', 'EOF ', '\t\t$none', '${a#x}', 'CMD ["é"]'],
    ),
    { maxLength: 3 },
  )
  .map((lines) => lines.map((each) => `${each}\n`).join(''));

const names = ['EOF', 'file.txt', 'other'];

/** @param bodies text with a line end, or nothing. */
export function arbitraryHeredocs(bodies = body): fc.Arbitrary<Heredocs> {
  const one = fc.record({
    spelt: fc.constantFrom(
      (name: string) => `<<${name}`,
      (name: string) => `<<${name}`,
      (name: string) => `<<"${name}"`,
      (name: string) => `<<'${name}'`,
      (name: string) => `<<-${name}`,
      (name: string) => `<<-"${name}"`,
      (name: string) => `<<${name.slice(0, 1)}"${name.slice(1)}"`,
    ),
    text: bodies,
    tabs: fc.constantFrom('', '', '\t'),
  });
  return fc.array(one, { minLength: 1, maxLength: names.length }).map((documents) => {
    const all = documents.map(({ spelt, text, tabs }, index) => {
      const name = names[index] ?? '';
      const word = spelt(name);
      return { word, below: `${text}${word.startsWith('<<-') ? tabs : ''}${name}` };
    });
    return {
      words: all.map(({ word }) => word),
      below: all.map(({ below }) => below).join('\n'),
    };
  });
}
