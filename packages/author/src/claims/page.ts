import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { StepFolder } from '@kit/verify';
import { claim } from '../claim.ts';
import type { Claim, Problem } from '../claim.ts';
import type { Content } from '../content.ts';
import { anchorsOf, codeWords, fences, headings, htmlIn, relativeLinks } from '../page.ts';

/** What has to hold of the page of a step. */
export function claimsOfPage(content: Content, folder: StepFolder): readonly Claim[] {
  const { page, step } = folder;
  const file = path.relative(content.root, path.join(folder.directory, 'step.md'));
  const problem = (message: string, help: string): Problem => ({ file, message, help });
  return [
    claim('its page has one title, that of the step', () => {
      const titles = headings(page, 1);
      if (titles.length === 1 && titles[0] === step.title) return [];
      return [
        problem(
          titles.length === 0
            ? 'The page has no title.'
            : `The page has the title${titles.length > 1 ? 's' : ''} ${titles.map((each) => `“${each}”`).join(', ')}, and the step “${step.title}”.`,
          `Write \`# ${step.title}\` on its first line, or change the title in \`step.ts\`.`,
        ),
      ];
    }),
    claim('what its page links to is there', () =>
      relativeLinks(page).flatMap(({ href }) => {
        const lost = lostPart(folder, href, content.root);
        return lost === undefined
          ? []
          : [problem(`The page links to \`${href}\`, and ${lost}.`, 'Correct the link.')];
      }),
    ),
    claim('the files of the repository that its page names are there', () =>
      [...new Set(codeWords(page))]
        .filter((word) => /^(apps|docs|packages|workshop)\/[\w./-]+$/.test(word))
        .filter((word) => !existsSync(path.join(content.root, word)))
        .map((word) =>
          problem(`The page names \`${word}\`, and there is none.`, 'Correct the name.'),
        ),
    ),
    claim('the lines that its page asks for are in the solution', () =>
      ['Dockerfile', '.dockerignore'].flatMap((name) => {
        const language = name.replace('.', '').toLowerCase();
        const solution = textOf(path.join(folder.solution.directory, name));
        return fences(page, language)
          .filter((lines) => !solution.includes(lines))
          .map((lines) =>
            problem(
              `Its solution’s \`${name}\` does not hold these lines of the page: \`${lines.trim()}\`.`,
              `Write the same in both, or mark the block of the page otherwise than \`${language}\`.`,
            ),
          );
      }),
    ),
    claim('its page leads on to the next step', () => {
      const next = content.folders[content.folders.indexOf(folder) + 1];
      if (next === undefined) return [];
      const href = `../${next.name}/step.md`;
      const links = relativeLinks(page);
      if (links.some((link) => link.href === href && link.text === next.step.title)) return [];
      return [
        problem(
          `The page has no link to the next step, “${next.step.title}”.`,
          `Write \`Next: [${next.step.title}](${href})\` as its last line.`,
        ),
      ];
    }),
    claim('its page is Markdown alone', () =>
      htmlIn(page).map((html) =>
        problem(
          `The page has HTML, \`${html}\`, which a learner sees as it stands.`,
          'Write it in Markdown, or put it between backticks.',
        ),
      ),
    ),
  ];
}

/** What of a link leads nowhere, in words. */
function lostPart({ directory, page }: StepFolder, href: string, root: string): string | undefined {
  const [target = '', anchor] = href.split('#');
  const file = path.resolve(directory, decodeURI(target));
  if (target !== '' && !existsSync(file)) return 'there is no such file';
  if (path.relative(root, file).startsWith('..')) return 'that is outside of the repository';
  if (anchor === undefined || (target !== '' && !target.endsWith('.md'))) return undefined;
  const text = target === '' ? page : textOf(file);
  return anchorsOf(text).includes(anchor) ? undefined : 'no heading there has this name';
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
