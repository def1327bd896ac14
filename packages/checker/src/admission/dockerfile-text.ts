import type { Dockerfile, Range } from '@kit/dockerfile';
import type { AdmissionLimits } from './rules.ts';
import type { Refusal } from './refusal.ts';

const why =
  'The builder reads the whole file before any limit holds it, and works longer on it the more there is.';

/** How much of a Dockerfile there is, and of what characters. */
export function refuseText(
  { text, instructions }: Dockerfile,
  { dockerfileBytes, lineBytes, instructions: mostInstructions, layers }: AdmissionLimits,
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const bytes = Buffer.byteLength(text);
  if (bytes > dockerfileBytes) refusals.push(tooLargeDockerfile(dockerfileBytes));
  for (const [index, line] of text.split('\n').entries()) {
    const length = Buffer.byteLength(line);
    if (length > lineBytes) {
      refusals.push({
        rule: 'line-length',
        range: rangeIn(index, 0, line.length),
        message: `This line is ${length} bytes long, and grading takes ${lineBytes} at most.`,
        why,
        help: 'Put long content into a file of its own, and `COPY` it.',
      });
    }
    const [control] = controlCharacter.exec(line) ?? [];
    if (control === undefined) continue;
    const column = line.indexOf(control);
    const code = control.charCodeAt(0).toString(16).padStart(2, '0');
    refusals.push({
      rule: 'control-characters',
      range: rangeIn(index, column, column + 1),
      message: `The control character 0x${code} stands in this line.`,
      why: 'Nobody sees it, and it steers the terminal of whoever reads the file or the output of the build.',
      help: 'Remove it; where a program needs it, let `printf` write it: `printf "\\033"`.',
    });
  }
  if (instructions.length > mostInstructions) {
    const first = instructions[mostInstructions];
    refusals.push({
      rule: 'instruction-count',
      ...(first && { range: first.keywordRange }),
      message: `The \`Dockerfile\` has ${instructions.length} instructions, and grading takes ${mostInstructions} at most.`,
      why,
      help: 'Join what belongs together: several names and values can stand in one `ENV` or `LABEL`, several commands in one `RUN`.',
    });
  }
  const ofLayers = instructions.filter(({ keyword }) => layerMakers.has(keyword));
  if (ofLayers.length > layers) {
    refusals.push({
      rule: 'layer-count',
      ...(ofLayers[layers] && { range: ofLayers[layers].keywordRange }),
      message: `${ofLayers.length} instructions make a layer each, and grading takes ${layers} at most.`,
      why: 'Each `RUN`, `COPY`, `ADD` and `WORKDIR` makes a layer, and no engine stacks more than about 125.',
      help: 'Copy folders in the place of single files, and join commands with `&&`.',
    });
  }
  return refusals;
}

export function tooLargeDockerfile(dockerfileBytes: number): Refusal {
  return {
    rule: 'dockerfile-size',
    path: 'Dockerfile',
    message: `The \`Dockerfile\` is larger than ${dockerfileBytes / 1024} KiB.`,
    why,
    help: 'Keep the instructions alone in it; put content into files of their own, and `COPY` them.',
  };
}

// A form feed and a vertical tab are blanks to the builder, NUL makes it no text at all.
// eslint-disable-next-line no-control-regex
const controlCharacter = /[\u0001-\u0008\u000e-\u001f\u007f]/;
const layerMakers: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

function rangeIn(index: number, from: number, to: number): Range {
  const line = index + 1;
  return { start: { line, column: from + 1 }, end: { line, column: to + 1 } };
}
