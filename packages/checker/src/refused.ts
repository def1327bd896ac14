import { flagsOf } from '@kit/dockerfile';
import type { Problem } from '@kit/dockerfile';
import { distance } from 'fastest-levenshtein';
import type { Explanation } from './diagnostic.ts';
import { quote } from './plain-text.ts';
import { buildKitRule, hadolintRule } from './rules.ts';

/** By the code of the problem, where that tells more than the instruction does. */
const whyByCode: Readonly<Record<string, string>> = {
  'unknown-instruction':
    'A Dockerfile is a list of instructions with fixed names; at a name it does not know Docker stops and builds nothing.',
  'no-build-stage':
    'Every other instruction changes the image that `FROM` starts with, so `FROM` comes first; only `ARG` can stand before it.',
  'empty-base-name':
    'A variable of `FROM` takes its value from an `ARG` above it: `ARG NAME=value`. Without a value it becomes nothing.',
  'unknown-flag':
    'Words that begin with `--`, right after the instruction, are options of Docker’s own. At one that it does not know it stops.',
  'duplicate-flag': 'Docker cannot tell which of the two is meant, and stops.',
  'unterminated-heredoc':
    'Docker looks for that line to the end of the file, and takes all it passes for text.',
  'copy-of-address':
    '`COPY` takes files from the folder that is handed to `docker build`, and fetches nothing.',
  'unknown-stage': '`--from` names another stage of this file, or an image to copy from.',
  'not-strings':
    'In a list each word has double quotes of its own, a number as well, with a comma between it and the next.',
  'onbuild-trigger':
    '`ONBUILD` stores an instruction for a later image, which has its own `FROM` by then.',
  expansion:
    'Before it carries out a line Docker puts in the values of its variables and takes off the quotes, which come in pairs.',
  'invalid-flag': 'An option takes only the values that Docker knows for it.',
  'invalid-mount': 'An option takes only the values that Docker knows for it.',
};

/** By keyword: what belongs behind it. */
const whyByKeyword: Readonly<Record<string, string>> = {
  FROM: 'Every image starts from another one, and `FROM` says from which.',
  WORKDIR: 'What stands after `WORKDIR` is the folder that Docker makes and goes to.',
  COPY: 'The last word of `COPY` says where the copy goes; those before it are files of your folder.',
  ADD: 'The last word of `ADD` says where the copy goes; those before it are files of your folder.',
  EXPOSE:
    'A port is a number, with `/tcp` or `/udp` after it where that matters; spaces stand between several. At anything else Docker stops.',
  ARG: '`ARG` names a variable that is there while the image is built.',
  ENV: '`ENV` sets a variable for the instructions below it, and for the container.',
  LABEL: 'A label is a note on the image: a name, `=` and a text.',
  USER: '`USER` says who carries out what stands below it, and who runs the app.',
  VOLUME: 'A volume is a folder whose files outlive the container.',
  SHELL: '`SHELL` says, word by word, which program reads `RUN`, `CMD` and `ENTRYPOINT`.',
  STOPSIGNAL: '`docker stop` sends this signal to the app.',
  HEALTHCHECK:
    'Docker runs a command now and then, and its exit code says whether the app is well.',
};

/** How an instruction reads that no step asks for. */
const patterns: Readonly<Record<string, string>> = {
  ARG: 'ARG NAME=value',
  ENV: 'ENV NAME=value',
  LABEL: 'LABEL name="text"',
  USER: 'USER nobody',
  VOLUME: 'VOLUME /data',
  SHELL: 'SHELL ["/bin/sh", "-c"]',
  STOPSIGNAL: 'STOPSIGNAL SIGTERM',
  HEALTHCHECK: 'HEALTHCHECK CMD command',
};

/** Why the builder refuses an instruction, in terms of what that instruction does. */
export function whyRefused({ code, instruction }: Problem): string {
  return (
    whyByCode[code] ??
    whyByKeyword[instruction?.keyword ?? ''] ??
    'Docker refuses this line, and builds nothing.'
  );
}

/** The rule of a linter that says the same, with its page. */
export function ruleOfRefusal({
  code,
  message,
}: Problem): Pick<Explanation, 'docs' | 'rule'> | undefined {
  switch (code) {
    case 'no-build-stage':
      return hadolintRule('DL3061');
    case 'empty-base-name':
      return buildKitRule('UndefinedArgInFrom');
    case 'onbuild-trigger':
      return hadolintRule('DL3043');
    case 'unknown-stage':
      return hadolintRule('DL3022');
    case 'invalid-port':
      return /^`\d+` is not the number/.test(message) ? hadolintRule('DL3011') : undefined;
    default:
      return undefined;
  }
}

/**
 * The one change that mends a refused instruction.
 * @param example the line that the step wants, where there is one.
 */
export function helpForRefusal(
  { code, instruction, message }: Problem,
  example: string | undefined,
): string {
  switch (code) {
    case 'unterminated-heredoc': {
      const name = quote(instruction?.heredocs.at(-1)?.name ?? 'EOF');
      return message.includes('spaces')
        ? `Remove the spaces around ${name} in that line.`
        : `Add a line with ${name} alone where the text ends.`;
    }
    case 'no-build-stage':
      return 'Move this line below the `FROM`.';
    case 'unknown-flag':
      return helpForFlag(instruction?.keyword ?? '', /`--([^`]+)`/.exec(message)?.[1] ?? '');
    case 'duplicate-flag':
      return 'Remove this option.';
    case 'invalid-flag':
    case 'invalid-mount':
      return 'Correct or remove this option.';
    case 'unknown-instruction':
      return 'Remove this line; if it is a command, put `RUN` before it.';
    case 'missing-argument': {
      const [source] = instruction?.words ?? [];
      if (source !== undefined && !source.text.startsWith('[')) {
        // In `COPY server.py.` the destination hangs on the name.
        const name = source.text.replace(/(?<=[^./])\.$/, '');
        const flags = instruction?.flags.map((flag) => `--${flag.name}=${flag.value ?? ''} `) ?? [];
        return `Write ${quote(`${instruction?.keyword} ${flags.join('')}${name} .`)}.`;
      }
      break;
    }
  }
  if (example !== undefined) return `Write ${quote(example)}.`;
  const pattern = patterns[instruction?.keyword ?? ''];
  return pattern === undefined
    ? 'Correct or remove this line.'
    : `Write it as in ${quote(pattern)}, or remove the line.`;
}

function helpForFlag(keyword: string, written: string): string {
  const meant = flagsOf(keyword).find((name) => distance(name, written) <= 2);
  return meant === undefined
    ? 'Remove this option.'
    : `Write ${quote(`--${meant}`)} instead of ${quote(`--${written}`)}.`;
}
