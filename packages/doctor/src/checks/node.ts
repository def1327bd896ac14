import { plain } from '@kit/checker';
import { notOk, ok } from '../check.ts';
import type { Check, Remedy } from '../check.ts';
import type { Machine } from '../machine.ts';

/** As `engines` in the kit's package.json says. */
const oldest = [22, 22] as const;

/** The Node that the kit runs on is new enough. */
export const node: Check = {
  id: 'node',
  title: 'Node',
  examine: (machine) => {
    const { node: version } = machine;
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const isOld = major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
    const finding = isOld
      ? notOk(`${plain(version)}; the kit needs ${oldest.join('.')} or newer.`, remedy(machine))
      : ok(plain(version));
    return Promise.resolve(finding);
  },
};

function remedy({ system: { platform } }: Machine): Remedy {
  if (platform === 'linux') {
    return { text: 'The kit brings its own:', command: 'npx --yes pnpm@12 install' };
  }
  return platform === 'darwin'
    ? { text: 'Get a newer one:', command: 'brew install node' }
    : { text: 'Get a newer one:', command: 'winget install -e --id OpenJS.NodeJS.LTS' };
}
