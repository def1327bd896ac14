import { readShellCommands } from '@kit/dockerfile';
import type { ShellCommand, ShellContext, StagePlan } from '@kit/dockerfile';
import { isOfficialPython, lineageOf } from './stages.ts';

/** Reads a shell text as a container of the image runs it: its folder, its ENV, no build arguments. */
export function shellOf(target: StagePlan): (script: string) => readonly ShellCommand[] {
  const { config, files } = target;
  const variables = new Map(
    (config.Env ?? []).map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), pair.slice(at + 1)] as const;
    }),
  );
  const base = lineageOf(target)[0]?.base;
  const isOfficial = base?.kind === 'image' && isOfficialPython(base.reference);
  const context: ShellContext = {
    directory: config.WorkingDir ?? '/',
    variables,
    isUnset: (name) => isOfficial && !setByOthers.test(name),
    fileAt: (path) => {
      const origin = files.at(path, { followLast: true });
      if (typeof origin === 'string') return origin;
      return origin.kind === 'directory' ? 'directory' : 'file';
    },
  };
  return (script) => readShellCommands(script, context);
}

/** Variables of the shell, of the engine, and of the `python` image. */
const setByOthers =
  /^(BASH\w*|E?UID|GPG_KEY|HOME|HOSTNAME|IFS|LANG|LINENO|LOGNAME|OLDPWD|OPT\w+|PATH|PPID|PS\d|PWD|PYTHON_\w+|RANDOM|SECONDS|SHELL|SHLVL|TERM|USER|_)$/;
