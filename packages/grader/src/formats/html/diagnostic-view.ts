import type { Diagnostic } from '@kit/checker';
import type { VNode } from 'preact';
import type { SourceLine } from '../../source-excerpt.ts';
import { markup } from '@kit/presentation/markup';
import { prose } from './parts.ts';
import { visibleLine } from './visible.ts';

/** What is, why it matters, the one change to make, and the lines that it is about. */
export function diagnosticView(diagnostic: Diagnostic, lines: readonly SourceLine[]): VNode {
  const { message, why, help, docs } = diagnostic;
  return markup`<div class="note">
    <p class="strong">${prose(message)}</p>
    <p>${prose(why, 1200)}</p>
    <p>${prose(help)}${docs?.startsWith('https://') && markup` <a class="docs" href=${docs} rel="noreferrer">Read more</a>`}</p>
    ${codeView(lines)}
  </div>`;
}

/** Lines of a Dockerfile, under the numbers that they have there. */
export function codeView(lines: readonly SourceLine[]): VNode | undefined {
  if (lines.length === 0) return undefined;
  return markup`<ol class="code">
    ${lines.map(
      ({ number, text, isWrong }) => markup`<li value=${number} class=${isWrong && 'wrong'}>
        <code>${visibleLine(text)}</code>
      </li>`,
    )}
  </ol>`;
}
