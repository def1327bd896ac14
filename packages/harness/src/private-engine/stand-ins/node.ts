import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { StandIn } from './stand-in.ts';
import { makeSystem } from './system.ts';

/** The Node that runs the kit, BusyBox and a shell. Its `npm` runs scripts, and installs nothing. */
export const node: StandIn = {
  reference: 'node:24-alpine',
  recipe: '1',
  needs: ['Docker Hub'],
  packages: ['busybox-static', 'libc-bin', 'libstdc++6'],
  description: 'Its npm runs scripts, and installs nothing.',
  async layOut(debs, rootfs, signal) {
    await makeSystem(debs, rootfs, 'node-files', signal, async () => {
      const programs = path.join(rootfs, 'usr/local/bin');
      await mkdir(programs, { recursive: true });
      await copyFile(process.execPath, path.join(programs, 'node'));
      await mkdir(path.join(rootfs, 'home/node'), { recursive: true });
    });
    return [
      `ENV NODE_VERSION=${process.versions.node}`,
      'ENTRYPOINT ["docker-entrypoint.sh"]',
      'CMD ["node"]',
    ];
  },
};
