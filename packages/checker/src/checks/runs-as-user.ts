import { errorsAbout, refusedBy } from '../blame.ts';
import type { Explanation } from '../diagnostic.ts';
import { explainLookAlike } from '../look-alikes.ts';
import { quote } from '../plain-text.ts';
import { missingUserOf } from '../system.ts';
import { hadolintRule } from '../rules.ts';
import { stepsOfImage } from '../stages.ts';
import type { Check, Witness } from '../step.ts';
import { broken, holds } from '../verdict.ts';

const check = 'runs-as-user';
const docs = 'https://docs.docker.com/reference/dockerfile/#user';

/**
 * Containers of the image run as another user than root, one that the image has.
 * @param example a user of the base image, to offer.
 */
export function runsAsUser(example: string): Check {
  const line = `USER ${example}`;
  return {
    name: check,
    judge(witness) {
      const refused = refusedBy(check, witness, errorsAbout(witness, 'USER'), line);
      if (refused !== undefined) return refused;
      const explanation = explain(witness, line);
      return explanation === undefined ? holds : broken({ check, ...explanation });
    },
  };
}

/** `root`, by name or by number; nobody named is root too. */
const isRoot = /^(root|0*)$/;

function explain(witness: Witness, line: string): Explanation | undefined {
  const { target } = witness.plan;
  if (target === undefined) return explainNone(witness, line);
  const [user = ''] = (target.config.User ?? '').split(':');
  const steps = stepsOfImage(witness.plan);
  const users = steps.filter(({ instruction }) => instruction.keyword === 'USER');
  const last = users.at(-1)?.instruction;
  const range = last && { range: last.argument.range };
  const missing = missingUserOf({ target, steps });
  if (missing !== undefined) {
    return {
      message: `The image has no user ${quote(missing)}.`,
      why: 'Docker looks the name up in `/etc/passwd` of the image when a container starts, and starts none where it is not there.',
      help: `Write ${quote(line)}: the base image brings that user.`,
      docs,
      ...range,
    };
  }
  if (!isRoot.test(user)) return undefined;
  if (last === undefined) return explainNone(witness, line);
  const before = users.at(-2)?.instruction;
  if (before !== undefined && !isRoot.test(before.argument.text.split(':')[0] ?? '')) {
    return {
      message: `This line takes back the \`USER\` of line ${before.range.start.line}: containers run as \`root\`.`,
      why: 'The last `USER` decides who runs the app, and who carries out each line below it.',
      help: `Move what needs \`root\` above line ${before.range.start.line}, and remove this line.`,
      ...hadolintRule('DL3002'),
      range: last.range,
    };
  }
  return {
    message: `${quote(last.argument.text)} is \`root\`, who may do everything in the container.`,
    why: 'A user is `root` by its number, 0, whatever the name. Who breaks into the app would have all its rights.',
    help: `Write ${quote(line)}.`,
    ...hadolintRule('DL3002'),
    ...range,
  };
}

function explainNone(witness: Witness, line: string): Explanation {
  return (
    explainLookAlike(witness, 'USER', () => true) ?? {
      message: 'The app runs as `root` in its containers.',
      why: 'Where no `USER` says otherwise, `root` runs the app, and who breaks into it has all rights in the container.',
      help: `Add the line ${quote(line)} to the last stage, below what has to be done as \`root\`.`,
      ...hadolintRule('DL3002'),
    }
  );
}
