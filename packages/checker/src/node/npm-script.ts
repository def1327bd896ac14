import type { ShellCommand } from '@kit/dockerfile';

/** A script of package.json. */
export interface NpmScript {
  readonly name: string;
  /** Words that it runs, options left out: `node --test` is `['node']` with `--test`. */
  readonly runs: RegExp;
}

/** Whether a command runs the script, by its name or by what it does. */
export function runsScript({ argv }: ShellCommand, { name, runs }: NpmScript): boolean {
  const words = argv.map((word) => word ?? '').filter((word) => !/^(--silent|-s|--)$/.test(word));
  const [program = '', verb = '', script = ''] = words;
  if (/^(npm|yarn|pnpm)$/.test(program)) {
    if (/^(run|run-script)$/.test(verb)) return script === name;
    const isShort = program !== 'npm' || /^(test|start)$/.test(name);
    return isShort && (verb === name || (name === 'test' && /^(t|tst)$/.test(verb)));
  }
  if (program === 'node' && verb === '--run') return script === name;
  return runs.test(words.join(' '));
}
