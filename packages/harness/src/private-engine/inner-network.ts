import type { Layout } from './layout.ts';

/** Of a network of its own, which no other machine or engine sees: any would do. */
const gateway = '10.213.0.1';
export const proxyAt = { host: gateway, port: 3128 };
/** For HTTP_PROXY. */
export const proxyAddress = `http://${proxyAt.host}:${proxyAt.port}`;

/** Makes a bridge that leads nowhere; whoever tries is told so at once. */
export function innerNetwork({ name }: Layout): readonly string[] {
  return [
    '"$0" ip link set lo up',
    `"$0" ip link add name ${name} type bridge`,
    `"$0" ip addr add ${gateway}/24 dev ${name}`,
    `"$0" ip link set ${name} up`,
    '"$0" ip route add unreachable default',
    'echo 0 > /proc/sys/net/ipv4/icmp_ratelimit',
  ];
}

/** The daemon's settings for it: it makes rules of its own there, by which containers do not reach each other. */
export const innerNetworkConfig = {
  iptables: true,
  'ip-forward': true,
  icc: false,
  // Where nobody answers: names are looked up by the proxy.
  dns: [gateway],
};
