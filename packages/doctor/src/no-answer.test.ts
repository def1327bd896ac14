import { isWrongTime } from '@kit/bundle/registry';
import { expect, test } from 'vitest';
import { debian } from './fixture.ts';
import { whyNoAnswer } from './no-answer.ts';

const coded = (code: string, message = 'odd') => Object.assign(new Error(message), { code });
const timeout = new DOMException('too late', 'TimeoutError');

test.each([
  [coded('ECONNREFUSED'), 'refuses the connection'],
  [coded('EAI_AGAIN'), 'cannot be found: no name server answers'],
  [coded('ENOTFOUND'), 'cannot be found: its name is unknown here'],
  [coded('ENETUNREACH'), 'cannot be reached: this machine has no way out'],
  [coded('UND_ERR_CONNECT_TIMEOUT'), 'does not answer'],
  [timeout, 'does not answer'],
  [
    coded('', 'Proxy response (407) !== 200 when HTTP Tunneling'),
    'is not let through by the proxy (HTTP 407)',
  ],
  [new Error('fetch failed', { cause: coded('ECONNRESET') }), 'broke the connection off'],
  [coded('EODD', 'odd\u001b[31m\nthing'), 'fails: odd thing'],
  ['a text', 'fails: a text'],
])('%s', (error, reason) => {
  expect(whyNoAnswer(error, debian)).toEqual({
    reason,
    remedy: {
      text: 'Connect this machine to the Internet. Where your network has a proxy, name it:',
      command: 'export HTTPS_PROXY=http://NAME:PORT',
    },
  });
  expect(isWrongTime(error)).toBe(false);
});

test('a certificate of another time', () => {
  const error = new Error('fetch failed', { cause: coded('CERT_NOT_YET_VALID') });
  expect(isWrongTime(error)).toBe(true);
  expect(whyNoAnswer(error, debian)).toEqual({
    reason: 'shows a certificate that does not hold at the time of this machine’s clock',
    remedy: { text: 'Set the clock:', command: 'sudo timedatectl set-ntp true' },
  });
});

test('a certificate of somebody on the way', () => {
  expect(whyNoAnswer(coded('SELF_SIGNED_CERT_IN_CHAIN'), debian)).toMatchObject({
    reason: 'shows a certificate that this machine does not know: your network reads along',
    remedy: { command: expect.stringContaining('sudo update-ca-certificates') as string },
  });
});
