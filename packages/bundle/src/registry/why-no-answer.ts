import { plain } from '@kit/checker';

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

/** Whether a place was not believed because nobody here knows who vouches for it. */
export function isStrangersCertificate(error: unknown): boolean {
  return strangersCertificate.has(codeOf(error));
}

/** Why a place on the Internet gave no answer: the end of a sentence that begins with its name. */
export function whyNoAnswer(error: unknown): string {
  if (isWrongTime(error)) {
    return 'shows a certificate that does not hold at the time of this machine’s clock';
  }
  if (isStrangersCertificate(error)) {
    return 'shows a certificate that this machine does not know: your network reads along';
  }
  const status = /^Proxy response \((\d+)\)/.exec(messageOf(error))?.[1];
  if (status !== undefined) return `is not let through by the proxy (HTTP ${status})`;
  const reason = reasons.get(codeOf(error));
  return reason ?? (isTimeout(error) ? 'does not answer' : `fails: ${messageOf(error)}`);
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
