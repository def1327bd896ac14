import { describe, expect, test } from 'vitest';
import { chooseSubnet, ownDevicesOf } from './subnet.ts';

const header =
  'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n';

/** A line of /proc/net/route: addresses backwards, in hexadecimal. */
function route(device: string, address: string, mask: string): string {
  const hex = (dotted: string) =>
    Buffer.from(dotted.split('.').map(Number).reverse()).toString('hex').toUpperCase();
  return `${device}\t${hex(address)}\t00000000\t0001\t0\t0\t0\t${hex(mask)}\t0\t0\t0\n`;
}

const byDefault = route('eth0', '0.0.0.0', '0.0.0.0');

describe('which addresses containers get', () => {
  test.each([
    ['nothing in the way', byDefault, '', undefined, '10.213'],
    ['as before', byDefault, '', '10.221', '10.221'],
    [
      'as before, but it is taken',
      route('tun0', '10.221.5.0', '255.255.255.0'),
      '',
      '10.221',
      '10.213',
    ],
    [
      'a smaller network within',
      route('br0', '10.213.7.0', '255.255.255.0'),
      '',
      undefined,
      '10.217',
    ],
    ['a larger network around', route('tun0', '10.0.0.0', '255.0.0.0'), '', undefined, '172.25'],
    ['a server for names within', byDefault, 'nameserver 10.213.0.53\n', undefined, '10.217'],
  ])('%s', (_name, routes, resolvConf, preferred, expected) => {
    expect(chooseSubnet(header + routes, resolvConf, preferred)).toBe(expected);
  });

  test('none is left', () => {
    const routes = route('a', '10.0.0.0', '255.0.0.0') + route('b', '172.16.0.0', '255.240.0.0');
    expect(() => chooseSubnet(header + routes, '')).toThrow(
      'Every block of addresses that containers could use is in use.',
    );
  });
});

describe('the devices of a block', () => {
  const around = byDefault + route('tun0', '10.0.0.0', '255.0.0.0');
  const own =
    route('wkit-1', '10.213.0.0', '255.255.255.0') + route('br-2', '10.213.1.0', '255.255.255.0');

  test('and not those of a network around it', () => {
    expect(ownDevicesOf({ name: 'wkit-1', prefix: '10.213' }, header + around + own)).toEqual([
      'wkit-1',
      'br-2',
    ]);
  });

  test('none, where another engine has taken it since', () => {
    const at = { name: 'wkit-3', prefix: '10.213' };
    expect(ownDevicesOf(at, header + around + own)).toEqual([]);
  });
});
