import type { Explanation } from '../diagnostic.ts';
import type { ProbeEvidence } from '../evidence.ts';
import { lastLines, showLines } from '../log-lines.ts';
import { plain, quote } from '../plain-text.ts';

type Exited = Extract<ProbeEvidence, { kind: 'exited' }>;

/** What a container should start. */
export interface SampleApp {
  readonly file: string;
  /** The instruction that starts it, to offer. */
  readonly start: string;
}

export const pythonApp: SampleApp = {
  file: 'server.py',
  start: 'CMD ["python3", "./server.py"]',
};

/** Why a container ended that should serve. */
export function explainExit(probe: Exited, app = pythonApp): Explanation {
  const { exitCode, outOfMemory, answeredBefore, log } = probe;
  const message =
    answeredBefore === undefined
      ? `The container ended with exit code ${exitCode} before it answered.`
      : `The container answered ${times(answeredBefore)}, and then ended with exit code ${exitCode}.`;
  if (outOfMemory) {
    return {
      message: 'The container was ended because it used more memory than it may.',
      why: withLog('An app of this size needs some tens of megabytes.', log),
      help: 'Start only the sample app in the container.',
    };
  }
  const text = log
    .slice(-50)
    .map((line) => plain(line, 400))
    .join('\n');
  const module = /No module named '?([\w.]+)/.exec(text)?.[1];
  if (module !== undefined) {
    return {
      message,
      why: withLog(
        `Python found no module ${quote(module)}: it is not installed in the image.`,
        log,
      ),
      help: `Name the package of ${quote(module)} in \`requirements.txt\`, and install that: \`RUN pip install -r requirements.txt\`.`,
      docs: 'https://docs.docker.com/reference/dockerfile/#run',
    };
  }
  const closed =
    /can't open file '([^']+)': \[Errno 13\]/.exec(text)?.[1] ??
    /exec: "([^"]+)": permission denied/.exec(text)?.[1];
  if (closed !== undefined) {
    const isProgram = !text.includes('[Errno 13]');
    return {
      message,
      why: withLog(
        isProgram
          ? `The file ${quote(closed)} is not executable. Linux starts only a file with the permission \`x\`.`
          : `The file ${quote(closed)} is in the image, and the user that the container runs as may not read it.`,
        log,
      ),
      help: `Add the line \`RUN chmod ${isProgram ? '+x' : 'a+r'} ${plain(closed)}\` below the one that brings the file, above \`USER\`.`,
      docs: 'https://docs.docker.com/reference/dockerfile/#copy---chown---chmod',
    };
  }
  const file =
    /can't open file '([^']+)'/.exec(text)?.[1] ?? /Cannot find module '([^']+)'/.exec(text)?.[1];
  if (file !== undefined) {
    return {
      message,
      why: withLog(
        `${text.includes('Cannot find') ? 'Node.js' : 'Python'} was told to run ${quote(file)}, and the image has no such file.`,
        log,
      ),
      help: 'Correct the name in `CMD`, or copy the file to where `CMD` looks for it.',
      docs: 'https://docs.docker.com/reference/dockerfile/#cmd',
    };
  }
  if (/unable to find (?:user|group)|uids and gids must be/.test(text)) {
    return {
      message,
      why: withLog('The image has no such user as `USER` names, and nothing was started.', log),
      help: 'Let `USER` name a user that the image has, or one that a `RUN` above it adds.',
      docs: 'https://docs.docker.com/reference/dockerfile/#user',
    };
  }
  const users = /^(\/etc\/(?:passwd|group)) of the image is not a regular file/m.exec(text)?.[1];
  if (users !== undefined) {
    return {
      message,
      why: withLog('Docker could not look up the user, and nothing was started.', log),
      help: `Leave ${quote(users)} as it is in the base image.`,
      docs: 'https://docs.docker.com/reference/dockerfile/#user',
    };
  }
  if (exitCode === 126 || exitCode === 127 || text.includes('executable file not found')) {
    return {
      message,
      why: withLog('The program that `CMD` names is not in the image, or is no program.', log),
      help: `Write ${quote(app.start)}.`,
      docs: 'https://docs.docker.com/reference/dockerfile/#cmd',
    };
  }
  return {
    message,
    why: withLog(
      'A container lives as long as its first process, the one `CMD` starts. A server does not end by itself.',
      log,
    ),
    help:
      exitCode === 0
        ? `Let \`CMD\` start a program that listens and does not end, as ${quote(app.file)} of the sample app.`
        : log.length === 0
          ? 'It said nothing before it ended. Correct what `CMD` starts, and build again.'
          : 'Correct what the lines above complain of, and build again.',
  };
}

/** How often it answered. */
export function times(count: number): string {
  return ['never', 'once', 'twice'][count] ?? `${count} times`;
}

/** @param log the last lines of the container. */
export function withLog(why: string, log: readonly string[]): string {
  const lines = showLines('The container’s last lines:', lastLines(log));
  return lines === '' ? why : `${why} ${lines}`;
}
