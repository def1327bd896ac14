import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

/** A network beside this machine's own, with a cable between them that can be pulled. */
export interface FarNetwork extends AsyncDisposable {
  /** Of this machine, as it is reached from there. */
  readonly address: string;
  /** Words before a command, which then runs there. */
  readonly within: readonly string[];
  /** What is sent is lost from now on, and nobody is told. */
  cut(): Promise<void>;
  restore(): Promise<void>;
}

/** Linux lets root do so, and not in every container. */
export function canMakeNetworks(): boolean {
  const name = `try${process.pid}`;
  const ip = (...words: readonly string[]) => spawnSync('ip', words).status === 0;
  return ip('netns', 'add', name) && ip('netns', 'delete', name);
}

export async function makeFarNetwork(): Promise<FarNetwork> {
  const name = `room${process.pid}`;
  const [here, there] = [`${name}a`, `${name}b`];
  const address = '10.99.77.1';
  const ip = async (words: string) => {
    await promisify(execFile)('ip', words.split(' '));
  };
  await ip(`netns add ${name}`);
  await ip(`link add ${here} type veth peer name ${there} netns ${name}`);
  await ip(`addr add ${address}/24 dev ${here}`);
  await ip(`link set ${here} up`);
  await ip(`-n ${name} addr add 10.99.77.2/24 dev ${there}`);
  await ip(`-n ${name} link set ${there} up`);
  return {
    address,
    within: ['ip', 'netns', 'exec', name],
    cut: () => ip(`link set ${here} down`),
    restore: () => ip(`link set ${here} up`),
    [Symbol.asyncDispose]: () => ip(`netns delete ${name}`),
  };
}
