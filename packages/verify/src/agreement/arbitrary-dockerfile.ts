import fc from 'fast-check';
import { ignore } from './arbitrary-ignore.ts';
import { instruction } from './arbitrary-instruction.ts';
import { mostly, name, variable } from './arbitrary-words.ts';
import type { Written } from './written.ts';

const spelling = fc.record({
  keyword: fc.constantFrom(
    (keyword: string) => keyword,
    (keyword: string) => keyword.toLowerCase(),
    (keyword: string) => keyword.charAt(0) + keyword.slice(1).toLowerCase(),
  ),
  between: fc.constantFrom(' ', ' ', '  ', '\t', ' \\\n  ', ' \\ \n', ' \\\n# why\n ', ' \\\n\n  '),
  before: fc.constantFrom('', '', '# comment\n', '\n', '  ', '   # indented\n'),
  after: fc.constantFrom('', '', ' ', '\t'),
});

const instructionsIn = (stages: readonly string[]) =>
  fc.array(
    fc.tuple(instruction(stages), spelling).map(([{ keyword, words, below }, spelt]) => {
      // What ONBUILD keeps is kept as written.
      const isLiteral = keyword === 'ONBUILD';
      const text = [spelt.keyword(keyword), ...words].join(isLiteral ? ' ' : spelt.between);
      // A line that goes on would swallow the next FROM, and so ask for an image of a registry.
      const end = /[\\`]\s*$/.test(text) ? '.' : isLiteral ? '' : spelt.after;
      return spelt.before + text + end + (below === undefined ? '' : `\n${below}`);
    }),
    { maxLength: 7 },
  );

const stageNames = ['one', 'Two', 'three'];

function stage(index: number): fc.Arbitrary<string> {
  const earlier = stageNames.slice(0, index);
  const bases = [...earlier, ...earlier.map((each) => each.toLowerCase())];
  const from = fc.constantFrom('scratch', 'scratch', ...bases);
  const sources = [...earlier, ...earlier.flatMap((each, at) => [each.toUpperCase(), String(at)])];
  return fc
    .tuple(
      fc.constantFrom('', '', '', '--platform=$BUILDPLATFORM ', '--platform=linux/amd64 '),
      fc.oneof({ weight: 5, arbitrary: from }, fc.constant('python:3-alpine')),
      fc.constantFrom(` AS ${stageNames[index] ?? ''}`, ` as ${stageNames[index] ?? ''}`),
      instructionsIn(sources),
    )
    .map(([platform, base, as, lines]) => [`FROM ${platform}${base}${as}`, ...lines].join('\n'));
}

const stages = fc
  .integer({ min: 1, max: stageNames.length })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => stage(index))));

const globals = fc.array(
  fc.tuple(name, fc.oneof(variable, fc.constant('1'))).map(([key, text]) => `ARG ${key}=${text}`),
  { maxLength: 2 },
);

/** The lines above all others, and the same Dockerfile in what they make of it. */
const directive = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ above: '', spell: (text: string) => text }) },
  mostly(
    [
      '# escape=`\n',
      '#Escape = `\n',
      '# escape=\\\n',
      '# x=y\n# escape=`\n',
      '# escape=`\n# check=skip=all\n',
    ],
    ['# escape=x\n', '# escape=`\n# Escape=`\n'],
  ).map((above) => ({ above, spell: (text: string) => text })),
  fc
    .constantFrom('# escape=`\n', '#\tESCAPE =` \n')
    .map((above) => ({ above, spell: (text: string) => text.replaceAll('\\', '`') })),
  fc.constant({
    above: '# escape=`\n',
    spell: (text: string) => text.replace(/\\(?=[ \t]*\n)/g, '`'),
  }),
);

/** Dockerfiles of all instructions that run nothing, right and wrong, oddly spelt. */
export function arbitraryDockerfile(files: Written['files']): fc.Arbitrary<Written> {
  return fc
    .record({
      mark: fc.constantFrom('', '', '', '', '\ufeff'),
      directive,
      globals,
      stages,
      lineEnd: fc.constantFrom('\n', '\n', '\n', '\n', '\r\n'),
      end: fc.constantFrom('\n', ''),
      ignore,
    })
    .map(({ mark, directive: { above, spell }, globals, stages, lineEnd, end, ignore }) => {
      const text = above + spell([...globals, ...stages].join('\n')) + end;
      return {
        dockerfile: mark + text.replaceAll('\n', lineEnd),
        files,
        ...(ignore !== undefined && { ignore }),
      };
    });
}
