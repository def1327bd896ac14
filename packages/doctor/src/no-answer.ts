import { plain } from '@kit/checker';
import type { System } from '@kit/harness/find';
import type { Remedy } from './check.ts';
import { setClock, setVariable, trustCertificate } from './commands.ts';

export interface NoAnswer {
  /** The end of a sentence that begins with the name of the place. */
  readonly reason: string;
  readonly remedy: Remedy;
}

const strangersCertificate: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const wrongTime: ReadonlySet<string> = new Set(['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED']);

const reasons: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'refuses the connection'],
  ['ECONNRESET', 'broke the connection off'],
  ['EAI_AGAIN', 'cannot be found: no name server answers'],
  ['ENOTFOUND', 'cannot be found: its name is unknown here'],
  ['ENETUNREACH', 'cannot be reached: this machine has no way out'],
  ['EHOSTUNREACH', 'cannot be reached: there is no way to it'],
  ['UND_ERR_SOCKET', 'broke the connection off'],
]);

/** Whether a place was not believed because its certificate holds at another time. */
export function isWrongTime(error: unknown): boolean {
  return wrongTime.has(codeOf(error));
}

/** Why a place on the Internet gave no answer, and what mends that. */
export function whyNoAnswer(error: unknown, system: System): NoAnswer {
  const code = codeOf(error);
  if (wrongTime.has(code)) {
    return {
      reason: 'shows a certificate that does not hold at the time of this machine’s clock',
      remedy: { text: 'Set the clock:', ...setClock(system) },
    };
  }
  if (strangersCertificate.has(code)) {
    return {
      reason: 'shows a certificate that this machine does not know: your network reads along',
      remedy: {
        text: 'Ask who runs your network for its certificate, and let this machine trust it:',
        command: trustCertificate(system),
      },
    };
  }
  const status = /^Proxy response \((\d+)\)/.exec(messageOf(error))?.[1];
  const reason =
    status === undefined
      ? (reasons.get(code) ?? (isTimeout(error) ? 'does not answer' : `fails: ${messageOf(error)}`))
      : `is not let through by the proxy (HTTP ${status})`;
  return { reason, remedy: connect(system) };
}

function connect(system: System): Remedy {
  return {
    text: 'Connect this machine to the Internet. Where your network has a proxy, name it:',
    command: setVariable('HTTPS_PROXY', 'http://NAME:PORT', system),
  };
}

function isTimeout(error: unknown): boolean {
  const { name } = error as { readonly name?: string };
  return (
    name === 'TimeoutError' || name === 'AbortError' || /TIMEOUT|ETIMEDOUT/.test(codeOf(error))
  );
}

function codeOf(error: unknown): string {
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown };
  if (typeof code === 'string') return code;
  return typeof cause === 'object' && cause !== null ? codeOf(cause) : '';
}

function messageOf(error: unknown): string {
  return plain(error instanceof Error ? error.message : String(error));
}
