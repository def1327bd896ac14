import type { Instruction, Problem, Word } from './ast.ts';
import { parseDuration } from './duration.ts';
import type { Fault } from './fault.ts';
import { flagFault } from './flag-rules.ts';
import { readHeredocStart } from './heredoc.ts';
import { mountFault } from './mount-faults.ts';

/** The first thing in an instruction that the builder refuses, in the order in which the builder looks. */
export function faultOf(instruction: Instruction): Fault | undefined {
  return rules[instruction.keyword]?.(instruction);
}

type Rule = (instruction: Instruction) => Fault | undefined;

/** All rules in turn; the first that finds something wins. */
function inOrder(...each: readonly Rule[]): Rule {
  return (instruction) => {
    for (const rule of each) {
      const fault = rule(instruction);
      if (fault !== undefined) return fault;
    }
    return undefined;
  };
}

function needsArgument(what: string): Rule {
  return ({ keyword, words }) =>
    words.length > 0
      ? undefined
      : { code: 'missing-argument', message: `\`${keyword}\` needs ${what} after it` };
}

const rules: Readonly<Record<string, Rule>> = {
  ADD: inOrder(copyArguments, flagFault, heredocDestination),
  ARG: inOrder(needsArgument('a name'), blankName),
  CMD: flagFault,
  COPY: inOrder(copyArguments, flagFault, heredocDestination),
  ENTRYPOINT: flagFault,
  ENV: inOrder(flagFault, needsArgument('`name=value`'), blankName),
  EXPOSE: inOrder(needsArgument('a port'), flagFault),
  FROM: inOrder(fromArguments, flagFault),
  HEALTHCHECK: inOrder(needsArgument('`CMD` and a command, or `NONE`'), healthCheck),
  LABEL: inOrder(flagFault, needsArgument('`name=value`'), blankName),
  MAINTAINER: inOrder(needsArgument('a name'), flagFault),
  ONBUILD: inOrder(needsArgument('an instruction'), flagFault, trigger),
  RUN: inOrder(flagFault, mountFault),
  SHELL: inOrder(flagFault, needsArgument('a JSON array of strings'), shellIsJson),
  STOPSIGNAL: needsArgument('a signal'),
  USER: inOrder(needsArgument('a user'), flagFault),
  VOLUME: inOrder(needsArgument('a path'), flagFault, emptyVolume),
  WORKDIR: inOrder(needsArgument('a path'), flagFault),
};

function spanning(
  first: Word | undefined,
  last: Word | undefined,
): Partial<Pick<Problem, 'range'>> {
  if (first === undefined || last === undefined) return {};
  return { range: { start: first.range.start, end: last.range.end } };
}

function fromArguments({ words }: Instruction): Fault | undefined {
  const [image, as, name] = words;
  const code = 'from-arguments';
  if (image === undefined) return { code, message: '`FROM` needs an image after it' };
  if (as === undefined) return undefined;
  if (words.length !== 3 || as.text.toLowerCase() !== 'as' || name === undefined) {
    const comment = as.text.startsWith('#') ? '; a comment needs a line of its own' : '';
    const message = `\`FROM\` takes an image, or an image and \`AS name\`${comment}`;
    return { code, message, ...spanning(as, words.at(-1)) };
  }
  if (/^[a-z][a-z0-9-_.]*$/.test(name.text.toLowerCase())) return undefined;
  const message = `\`${name.text}\` cannot name a stage: a letter, then letters, digits, \`-\`, \`_\` and \`.\``;
  return { code: 'stage-name', message, range: name.range };
}

function copyArguments({ keyword, words }: Instruction): Fault | undefined {
  const [first] = words;
  if (words.length >= 2) return undefined;
  const message =
    first === undefined
      ? `\`${keyword}\` needs a source and a destination after it`
      : `\`${keyword}\` needs a destination after \`${first.text}\``;
  return { code: 'missing-argument', message };
}

function heredocDestination({ keyword, words }: Instruction): Fault | undefined {
  const last = words.at(-1);
  if (last === undefined || readHeredocStart(last.text) === undefined) return undefined;
  const message = `a here-document cannot be the destination of \`${keyword}\``;
  return { code: 'heredoc-destination', message, range: last.range };
}

function blankName({ keyword, pairs }: Instruction): Fault | undefined {
  const blank = pairs.find(({ name }) => name.text === '');
  if (blank === undefined) return undefined;
  const message = `a name must stand before the \`=\` of \`${keyword}\``;
  return { code: 'blank-name', message, range: (blank.value ?? blank.name).range };
}

function trigger({ trigger: stored }: Instruction): Fault | undefined {
  const keyword = stored?.keyword ?? '';
  if (!['ONBUILD', 'FROM', 'MAINTAINER'].includes(keyword)) return undefined;
  const message = `\`ONBUILD\` cannot store \`${keyword}\``;
  return { code: 'onbuild-trigger', message, ...(stored && { range: stored.keywordRange }) };
}

function shellIsJson({ form, argument }: Instruction): Fault | undefined {
  if (form === 'exec') return undefined;
  const message = '`SHELL` takes a JSON array of strings: `["program", "argument"]`';
  return { code: 'shell-not-json', message, range: argument.range };
}

function emptyVolume({ words }: Instruction): Fault | undefined {
  const empty = words.find(({ text }) => text.trim() === '');
  if (empty === undefined) return undefined;
  return { code: 'empty-volume', message: 'a volume needs a path', range: empty.range };
}

function healthCheck(instruction: Instruction): Fault | undefined {
  const [type, command] = instruction.words;
  const code = 'health-check';
  switch (type?.text.toUpperCase()) {
    case 'NONE':
      if (command === undefined) return undefined;
      return { code, message: '`HEALTHCHECK NONE` takes nothing after it', range: command.range };
    case 'CMD': {
      const fault = flagFault(instruction);
      if (fault !== undefined) return fault;
      if (command === undefined)
        return { code, message: '`HEALTHCHECK CMD` needs a command after it' };
      return healthCheckFlags(instruction);
    }
    default: {
      const message = `\`HEALTHCHECK\` takes \`CMD\` and a command, or \`NONE\`, not \`${type?.text ?? ''}\``;
      return flagFault(instruction) ?? { code, message, ...(type && { range: type.range }) };
    }
  }
}

function healthCheckFlags({ flags }: Instruction): Fault | undefined {
  for (const { name, value = '', range } of flags) {
    if (value === '') continue;
    if (name === 'retries') {
      if (/^\+?\d+$/.test(value) && Number(value) <= 0x7fffffff) continue;
      const message = `\`--retries\` takes a whole number, not \`${value}\``;
      return { code: 'invalid-flag', message, range };
    }
    const nanoseconds = parseDuration(value);
    if (nanoseconds === undefined) {
      const message = `\`--${name}\` takes a time such as \`30s\` or \`1m30s\`, not \`${value}\``;
      return { code: 'invalid-flag', message, range };
    }
    if (nanoseconds === 0 || nanoseconds >= 1e6) continue;
    const message = `\`--${name}\` cannot be shorter than \`1ms\``;
    return { code: 'invalid-flag', message, range };
  }
  return undefined;
}
