import type { Pen } from '@kit/terminal';
import type { ProvedChapter } from './prove.ts';

/** What is told of one step as soon as it is done: a tick, or all that is to be mended. */
export function chapterLines({ name, held, problems, leftOut }: ProvedChapter, pen: Pen): string {
  const isWhole = problems.length === 0;
  const mark = isWhole
    ? pen.paint('green', pen.symbols.passed)
    : pen.paint('red', pen.symbols.failed);
  const waiting = leftOut === 0 ? '' : `, ${leftOut} want an engine`;
  const lines = pen.paragraph(`  ${mark} `, `${name} ${pen.symbols.dot} ${held} hold${waiting}`);
  const told = problems.flatMap(({ file, message, help }) => [
    '',
    `      ${pen.paint('bold', pen.clean(file))}`,
    ...pen.paragraph('      ', message),
    ...pen.paragraph('      → '.replace('→', pen.clean('→')), help),
  ]);
  return [...lines, ...told, ...(isWhole ? [] : [''])].map((line) => `${line}\n`).join('');
}

/** What is told at the end. */
export function closingLines(name: string, chapters: readonly ProvedChapter[], pen: Pen): string {
  const sum = (count: (chapter: ProvedChapter) => number) =>
    chapters.reduce((total, chapter) => total + count(chapter), 0);
  const problems = sum((chapter) => chapter.problems.length);
  const leftOut = sum((chapter) => chapter.leftOut);
  const verdict =
    problems === 0
      ? `All ${sum(({ held }) => held)} claims hold.`
      : `${problems} to mend: what, and where, stands above.`;
  const rest =
    leftOut === 0
      ? ''
      : ` Of ${leftOut} more only an engine can tell: \`pnpm workshop test ${name} --engine\`.`;
  return `\n${pen.paragraph('  ', verdict + rest).join('\n')}\n\n`;
}
