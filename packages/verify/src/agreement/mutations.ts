import type { ObservedStep } from './observed-steps.ts';

/** A Dockerfile that differs from a right one in one small thing. */
export interface Mutation {
  /** What was done, and to which line. */
  readonly name: string;
  /** Keyword of the line that was changed. */
  readonly keyword: string;
  /** How many steps it can break: two lines that became one are both broken, and one that moved can break any. */
  readonly scope: 'line' | 'neighbours' | 'order';
  readonly dockerfile: string;
}

type Change = readonly [name: string, line: string | undefined];

/** The step that an instruction of the solution is judged by. */
export const stepOf: Readonly<Record<string, ObservedStep>> = {
  FROM: 'base-image',
  WORKDIR: 'working-directory',
  COPY: 'copy-files',
  EXPOSE: 'expose-port',
  RUN: 'install-dependencies',
  CMD: 'start-command',
};

/**
 * Every small mutation of a Dockerfile of one-line instructions: lines dropped,
 * commented out, moved, swapped, doubled; keywords and words dropped, cut,
 * misspelt, swapped; marks of JSON and of the shell lost or added.
 */
export function mutationsOf(dockerfile: string): readonly Mutation[] {
  const lines = dockerfile.trimEnd().split('\n');
  const mutations = lines.flatMap((line, index) => {
    const keyword = line.split(' ')[0] ?? '';
    const mutation = (
      name: string,
      changed: readonly string[],
      scope: Mutation['scope'] = 'line',
    ): Mutation => ({
      name: `${name}: ${line}`,
      keyword,
      scope,
      dockerfile: `${changed.join('\n')}\n`,
    });
    const others = lines.toSpliced(index, 1);
    const above = lines[index - 1] ?? '';
    return [
      ...[...changesOfLine(line), ...changesOfWords(line)].map(([name, changed]) =>
        mutation(name, lines.toSpliced(index, 1, ...(changed === undefined ? [] : [changed]))),
      ),
      mutation('going on', lines.toSpliced(index, 1, `${line} \\`), 'neighbours'),
      mutation(
        'joined to the line above',
        [...lines.slice(0, index - 1), `${above} ${line}`.trim(), ...lines.slice(index + 1)],
        'neighbours',
      ),
      mutation('moved to the top', [line, ...others], 'order'),
      mutation('moved to the end', [...others, line], 'order'),
      mutation('swapped with the next', others.toSpliced(index + 1, 0, line), 'order'),
    ];
  });
  const original = `${lines.join('\n')}\n`;
  const isNew = (each: Mutation, index: number) =>
    each.dockerfile !== original &&
    mutations.findIndex(({ dockerfile }) => dockerfile === each.dockerfile) === index;
  return mutations.filter(isNew);
}

function changesOfLine(line: string): readonly Change[] {
  const [keyword = '', ...words] = line.split(' ');
  const rest = words.join(' ');
  return [
    ['dropped', undefined],
    ['commented out', `# ${line}`],
    ['twice', `${line}\n${line}`],
    ['indented', `  ${line}`],
    ['in lower case', `${keyword.toLowerCase()} ${rest}`],
    ['without its keyword', rest],
    ['without arguments', keyword],
    ['keyword cut', `${keyword.slice(0, -1)} ${rest}`],
    [
      'keyword misspelt',
      `${keyword[0] ?? ''}${keyword[2] ?? ''}${keyword[1] ?? ''}${keyword.slice(3)} ${rest}`,
    ],
    ['keyword with a colon', `${keyword}: ${rest}`],
    ['keyword stuck to its argument', `${keyword}${rest}`],
    ['a note behind it', `${line} # as in the tutorial`],
    ['over two lines', `${keyword} \\\n    ${rest}`],
    ['over two lines, unmarked', `${keyword}\n${rest}`],
    ['as a trigger', `ONBUILD ${line}`],
    ['run by a shell', `RUN ${line}`],
    ['in double quotes', `${keyword} "${rest}"`],
    ['in single quotes', `${keyword} '${rest}'`],
    ['with single quotes', line.replaceAll('"', "'")],
    ['without quotes', line.replaceAll('"', '')],
    ['without commas', line.replaceAll(',', '')],
    ['with one comma more', line.replace(']', ',]')],
    ['without the bracket', line.replace(']', '')],
    ['with one quote less', line.replace('"', '')],
    ['with an equals sign', `${keyword}=${rest}`],
    ['under another keyword', `${otherKeywords[keyword] ?? keyword} ${rest}`],
  ];
}

/** The instruction that it is most easily mistaken for. */
const otherKeywords: Readonly<Record<string, string>> = {
  FROM: 'IMAGE',
  WORKDIR: 'USER',
  COPY: 'ADD',
  EXPOSE: 'PORT',
  RUN: 'CMD',
  CMD: 'ENTRYPOINT',
};

function changesOfWords(line: string): readonly Change[] {
  const words = line.split(' ');
  return words.flatMap((word, index): readonly Change[] => {
    if (index === 0) return [];
    const replaced = (...by: readonly string[]) => words.toSpliced(index, 1, ...by).join(' ');
    return [
      [`${word} dropped`, replaced()],
      [`${word} cut`, replaced(word.slice(0, -1))],
      [`${word} headless`, replaced(word.slice(1))],
      [`${word} twice`, replaced(word, word)],
      [`${word} in upper case`, replaced(word.toUpperCase())],
      [`${word} quoted`, replaced(`"${word}"`)],
      [`${word} with a slash`, replaced(`${word}/`)],
      [`${word} above`, replaced(`../${word}`)],
      [`${word} of a variable`, replaced(`$${word}`)],
      [
        `${word} swapped with the next`,
        words
          .toSpliced(index, 1)
          .toSpliced(index + 1, 0, word)
          .join(' '),
      ],
    ];
  });
}
