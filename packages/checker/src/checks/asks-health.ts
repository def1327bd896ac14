import type { Healthcheck, ShellCommand, StagePlan } from '@kit/dockerfile';
import { errorsAbout, refusedBy } from '../blame.ts';
import type { Explanation } from '../diagnostic.ts';
import { explainJsonProblem } from '../json-form.ts';
import { explainLookAlike } from '../look-alikes.ts';
import { quote } from '../plain-text.ts';
import { isAlpine, isInstalled } from '../system.ts';
import { shellOf } from '../shell.ts';
import { stepsOfImage } from '../stages.ts';
import type { Check, Witness } from '../step.ts';
import { broken, holds } from '../verdict.ts';

const check = 'asks-health';
const docs = 'https://docs.docker.com/reference/dockerfile/#healthcheck';

interface Wanted {
  /** Of the app, in its container. */
  readonly port: number;
  /** The instruction to offer. */
  readonly example: string;
}

/** The image has a health check, and it asks the app. */
export function asksHealth(wanted: Wanted): Check {
  return {
    name: check,
    judge(witness) {
      const refused = refusedBy(
        check,
        witness,
        errorsAbout(witness, 'HEALTHCHECK'),
        wanted.example,
      );
      if (refused !== undefined) return refused;
      const explanation = explain(witness, wanted);
      return explanation === undefined ? holds : broken({ check, ...explanation });
    },
  };
}

function explain(witness: Witness, wanted: Wanted): Explanation | undefined {
  const { target } = witness.plan;
  const found = target?.config.Healthcheck;
  const help = `Write ${quote(wanted.example)}.`;
  if (target === undefined || found === undefined) {
    return (
      explainLookAlike(witness, 'HEALTHCHECK', () => true) ?? {
        message: 'Docker cannot tell whether the app answers.',
        why: 'It sees that the process runs, and no more. With a health check it asks now and then, and `docker ps` shows `healthy` or `unhealthy`.',
        help: `Add the line ${quote(wanted.example)} to the last stage.`,
        docs,
      }
    );
  }
  const last = stepsOfImage(witness.plan).findLast(
    ({ instruction }) => instruction.keyword === 'HEALTHCHECK',
  )?.instruction;
  const range = last && { range: last.argument.range };
  if (last?.jsonProblem !== undefined) {
    return explainJsonProblem(last, last.jsonProblem, undefined, wanted.example);
  }
  if (found.Test[0] === 'NONE') {
    return {
      message: '`HEALTHCHECK NONE` turns the health check off.',
      why: 'It takes away a check that the base image has set.',
      help,
      docs,
      ...range,
    };
  }
  const told = explainCommand(found, target, witness, wanted);
  return told && { docs, ...told, help, ...range };
}

/** End by themselves, and say nothing of the app. */
const askNothing = /^(:|true|echo|exit|sleep|date|pwd|ls|printf|hostname|ps|pgrep|pidof)$/;

function explainCommand(
  { Test: [kind, ...words] }: Healthcheck,
  target: StagePlan,
  { plan }: Witness,
  { port }: Wanted,
): Pick<Explanation, 'message' | 'why'> | undefined {
  const text = kind === 'CMD' ? words.map(quoted).join(' ') : (words[0] ?? '');
  const commands = shellOf(target)(text);
  const asking = commands.filter(({ argv: [program = ''] }) => !askNothing.test(program));
  if (asking.length === 0) {
    return {
      message: `${quote(words.join(' '))} does not ask the app.`,
      why: 'Docker goes by the exit code of this command alone: 0 is healthy. It has to fail when the app does not answer.',
    };
  }
  if (asking.every((command) => !command.failureStopsBuild)) {
    return {
      message: 'The health check holds whatever the app answers.',
      why: `What follows the question in ${quote(words.join(' '))} ends with the exit code 0, and Docker goes by that.`,
    };
  }
  const missing = asking
    .map(({ argv }) => argv[0] ?? '')
    .find((program) => isAway(program, target, plan));
  if (missing !== undefined) {
    return {
      message: `The image has no program named ${quote(missing)}, so the health check fails each time.`,
      why: 'It runs inside the container, with what the image has. Alpine brings `wget`, and the base image `node`.',
    };
  }
  const asked = asking.flatMap(addressesIn);
  if (asked.length === 0 || asked.some((each) => each.port === port && each.isHere))
    return undefined;
  const other = asked.find((each) => each.isHere);
  if (other !== undefined) {
    return {
      message: `The health check asks port ${other.port}, and the app listens on ${port}.`,
      why: 'It runs inside the container, where the app has its own port, whatever `-p` publishes it as. Without a number HTTP means port 80.',
    };
  }
  return {
    message: `The health check asks ${quote(asked[0]?.host ?? '')}, which is another machine.`,
    why: 'It runs inside the container, and there the app is at `127.0.0.1`.',
  };
}

function isAway(program: string, target: StagePlan, plan: Witness['plan']): boolean {
  const isOften = /^(curl|http|bash|python3?)$/.test(program);
  return isOften && isAlpine(target) && !isInstalled(program, stepsOfImage(plan));
}

interface Address {
  readonly host: string;
  readonly port: number;
  readonly isHere: boolean;
}

/** What a command asks over HTTP or TCP; none where only a run can tell. */
function addressesIn({ argv }: ShellCommand): readonly Address[] {
  const text = argv.map((word) => word ?? '').join(' ');
  const pattern =
    /(?:https?:\/\/|(?<![\w./-])(?=localhost\b|127\.))([\w.-]+|\[[\da-f:]+\])(?:[: ](\d+))?/g;
  return Array.from(text.matchAll(pattern), ([whole, host = '', port]) => ({
    host,
    port: port === undefined ? (whole.startsWith('https') ? 443 : 80) : Number(port),
    isHere: /^(localhost|127\.[\d.]+|0\.0\.0\.0|\[::1?\])$/.test(host),
  })).filter(({ host }) => !host.includes('$'));
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
