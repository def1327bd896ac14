import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { isOwnHost, localAddresses } from './network.ts';

const at = (address: string, internal = false, family = 'IPv4') =>
  ({ address, internal, family }) as NetworkInterfaceInfo;

test('the address first that learners are likeliest to reach', () => {
  expect(
    localAddresses({
      lo: [at('127.0.0.1', true)],
      docker0: [at('172.17.0.1')],
      'wkit-1': [at('10.229.0.1')],
      wlan0: [at('fe80::1', false, 'IPv6'), at('192.168.1.20')],
      eth0: [at('203.0.113.7')],
      tun0: [at('10.8.0.2')],
      'vEthernet (External)': [at('192.168.7.2')],
    }),
  ).toEqual(['192.168.1.20', '203.0.113.7', '10.8.0.2', '192.168.7.2']);
  expect(localAddresses({ docker0: [at('172.17.0.1')] })).toEqual(['172.17.0.1']);
  expect(localAddresses({ lo: [at('127.0.0.1', true)] })).toEqual(['127.0.0.1']);
});

test.each([
  ['127.0.0.1:4700', true],
  ['LOCALHOST', true],
  ['lectern.example:4700', true],
  ['example:4700', false],
  ['', false],
  [undefined, false],
])('%s leads here by a name of this machine: %s', (host, isOwn) => {
  expect(isOwnHost(host, ['Lectern.example'])).toBe(isOwn);
});
