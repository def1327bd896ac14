import { list, quote } from '../plain-text.ts';
import { ofKind, stepsOfImage } from '../stages.ts';
import type { Advice } from '../step.ts';

/** Made by tools, or only for people: no container needs it. */
const needless =
  /^(Dockerfile|\.git|\.github|\.vscode|\.idea|\.env|\.?venv|env|__pycache__|node_modules|\.pytest_cache|\.DS_Store|README(\.md)?)$/;

/** A COPY of the whole folder takes along what no container needs. */
export const ignoreFile: Advice = {
  name: 'ignore-file',
  advise({ plan, submission: { context } }) {
    if (context.ignoreFile !== undefined) return [];
    const whole = ofKind(stepsOfImage(plan), 'copy').find(
      ({ instruction: { words, flags } }) =>
        /^\.?\/?$/.test(words[0]?.text ?? '') && !flags.some(({ name }) => name === 'from'),
    );
    if (whole === undefined) return [];
    const tops = new Set(context.entries.map(({ path }) => path.split('/')[0] ?? ''));
    const found = [...tops].filter((name) => needless.test(name)).slice(0, 3);
    if (found.length === 0) return [];
    return [
      {
        check: 'ignore-file',
        message: `This line also copies ${list(found.map((name) => quote(name)))} into the image.`,
        why: 'What a container does not need makes the image larger and each change of it a new build; and a file such as `.env` may hold what nobody should see.',
        help: 'Name them in a file `.dockerignore` beside the Dockerfile, a line each.',
        docs: 'https://docs.docker.com/build/concepts/context/#dockerignore-files',
        range: whole.instruction.range,
      },
    ];
  },
};
