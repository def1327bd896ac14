import { writeTo } from '@kit/harness/write-to';
import { repository, runCommand, UsageError } from '@kit/verify';
import { readCommandLine } from '@kit/terminal';
import { makeWorkshop } from './skeleton.ts';

const usage = `pnpm create-workshop NAME      a workshop to begin with: workshop/NAME and apps/NAME

NAME is made of words in lower case with hyphens between them: pack-a-web-page.
It has three steps that work, with comments that say what to write where.
docs/workshops.md tells how to make them yours. Nothing that is there is touched.

  --help                       this text

Exit code: 0 it was made, 2 it was not.
`;

/**
 * `pnpm create-workshop`.
 * @returns the exit code.
 */
export function createWorkshop(args: readonly string[], root = repository): Promise<number> {
  return runCommand(async () => {
    const { values, positionals } = readCommandLine(args, {
      command: 'pnpm create-workshop',
      options: { help: { type: 'boolean', short: 'h' } },
      examples: {},
    });
    if (values.help === true) {
      await writeTo(process.stdout, usage);
      return 0;
    }
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) {
      throw new UsageError('It takes one name: `pnpm create-workshop NAME`.');
    }
    const [workshop, app] = await makeWorkshop(name, root);
    await writeTo(process.stdout, told(name, workshop ?? '', app ?? ''));
    return 0;
  });
}

function told(name: string, workshop: string, app: string): string {
  return `Made: ${workshop}   the steps: pages, checks, solutions, mistakes
      ${app}       the app that learners put into an image

It works as it is:
  pnpm workshop test ${name}
  pnpm verify --workshop ${name} --solution

Now make it yours, a step in ten minutes: docs/workshops.md
`;
}
