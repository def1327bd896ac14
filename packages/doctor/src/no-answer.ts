import { isStrangersCertificate, isWrongTime, whyNoAnswer as reasonOf } from '@kit/bundle/registry';
import type { System } from '@kit/harness/find';
import type { Remedy } from './check.ts';
import { setClock, setVariable, trustCertificate } from './commands.ts';

export interface NoAnswer {
  /** The end of a sentence that begins with the name of the place. */
  readonly reason: string;
  readonly remedy: Remedy;
}

/** Why a place on the Internet gave no answer, and what mends that. */
export function whyNoAnswer(error: unknown, system: System): NoAnswer {
  return { reason: reasonOf(error), remedy: remedyOf(error, system) };
}

function remedyOf(error: unknown, system: System): Remedy {
  if (isWrongTime(error)) return { text: 'Set the clock:', ...setClock(system) };
  if (isStrangersCertificate(error)) {
    return {
      text: 'Ask who runs your network for its certificate, and let this machine trust it:',
      command: trustCertificate(system),
    };
  }
  return {
    text: 'Connect this machine to the Internet. Where your network has a proxy, name it:',
    command: setVariable('HTTPS_PROXY', 'http://NAME:PORT', system),
  };
}
