import { errorsAbout, refusedBy } from '../blame.ts';
import type { Explanation } from '../diagnostic.ts';
import { explainLookAlike } from '../look-alikes.ts';
import { list, quote } from '../plain-text.ts';
import { buildKitRule } from '../rules.ts';
import { ofKind, stepsOfImage } from '../stages.ts';
import type { Check, Witness } from '../step.ts';
import { explainUnset } from '../unset-variable.ts';
import { broken, holds } from '../verdict.ts';

const check = 'exposes-port';
const docs = 'https://docs.docker.com/reference/dockerfile/#expose';

/** The image says that its containers listen on this TCP port. */
export function exposesPort(port: number): Check {
  const example = `EXPOSE ${port}`;
  return {
    name: check,
    judge(witness) {
      const refused = refusedBy(check, witness, errorsAbout(witness, 'EXPOSE'), example);
      if (refused !== undefined) return refused;
      if (isExposed(witness, `${port}/tcp`)) return holds;
      return broken({ check, ...explain(witness, port) });
    },
  };
}

function isExposed({ plan }: Witness, name: string): boolean {
  return plan.target?.config.ExposedPorts?.[name] !== undefined;
}

function exposedPorts({ plan }: Witness): readonly string[] {
  return Object.keys(plan.target?.config.ExposedPorts ?? {});
}

function explain(witness: Witness, port: number): Explanation {
  const steps = ofKind(stepsOfImage(witness.plan), 'expose');
  const last = steps.at(-1);
  if (last === undefined) {
    const lookAlike = explainLookAlike(witness, 'EXPOSE', () => true);
    return (
      lookAlike ?? {
        message: 'The image does not say which port its containers listen on.',
        why: '`EXPOSE` writes the port into the image, so that people and tools know where the app answers.',
        help: `Add the line \`EXPOSE ${port}\`.`,
        docs,
      }
    );
  }
  const { range } = last.instruction.argument;
  const unset = explainUnset(witness, last.instruction, `EXPOSE ${port}`);
  if (unset !== undefined && !isExposed(witness, `${port}/udp`)) {
    const ports = describe(last.ports);
    return {
      message: `${quote(last.instruction.argument.text)} exposes ${ports}.`,
      ...unset,
      range,
    };
  }
  const udp = steps.find((step) => step.ports.includes(`${port}/udp`));
  if (udp !== undefined) {
    return {
      message: `The image exposes port ${port} for UDP.`,
      why: 'A port number stands for two different doors, one for TCP and one for UDP. A web server talks HTTP, and that runs over TCP.',
      help: `Write \`EXPOSE ${port}\`; without a protocol Docker takes TCP.`,
      docs,
      range: udp.instruction.argument.range,
    };
  }
  const mapping = steps.find(({ instruction }) =>
    instruction.words.some((word) => /:\d/.test(word.text)),
  );
  if (mapping !== undefined) {
    return {
      message: `${quote(mapping.instruction.argument.text)} exposes ${describe(mapping.ports)}, not ${port}.`,
      why: '`EXPOSE` names a port inside the container. A pair of ports belongs to `docker run -p`, where the machine’s port comes first; `EXPOSE` uses only the one after the colon.',
      help: `Write \`EXPOSE ${port}\`.`,
      ...buildKitRule('ExposeInvalidFormat'),
      range: mapping.instruction.argument.range,
    };
  }
  return {
    message: `The image exposes ${describe(exposedPorts(witness))}, and the app listens on ${port}.`,
    why: '`EXPOSE` tells people and tools where the app answers; it does not move the app to another port.',
    help: `Write \`EXPOSE ${port}\`.`,
    docs,
    range,
  };
}

function describe(ports: readonly string[]): string {
  if (ports.length === 0) return 'no port';
  const names = ports.slice(0, 3).map((name) => quote(name.replace(/\/tcp$/, '')));
  if (ports.length > 3) names.push(`${ports.length - 3} more`);
  return `port${ports.length > 1 ? 's' : ''} ${list(names)}`;
}
