import { machine as nameOfKernel } from 'node:os';
import { plain, quote } from '@kit/checker';
import { standInReference } from '@kit/harness/find';
import { notOk, ok, unknown } from '../check.ts';
import type { Check, Finding } from '../check.ts';
import { unsetVariables } from '../commands.ts';
import type { EngineFound } from '../engine.ts';
import { platformsOf } from '../hub.ts';
import { imageOf } from '../image.ts';
import type { Machine } from '../machine.ts';

/** Docker's names for what kernels call a processor. */
const architectures: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  i686: '386',
  aarch64: 'arm64',
  armv7l: 'arm',
};

/** Images run on this processor as they are, and there is a base image for it. */
export const architecture: Check = {
  id: 'architecture',
  title: 'Architecture',
  async examine(machine) {
    const platforms = platformsOf(machine, standInReference).catch(() => undefined);
    const found = await machine.engine();
    const own = architectures[nameOfKernel()] ?? nameOfKernel();
    const platform = found.kind === 'answers' ? found.engine.platform : `linux/${own}`;
    const emulated = emulation(machine, found, own);
    if (emulated !== undefined) return emulated;

    const what = found.kind === 'answers' ? 'The engine is' : 'This machine is';
    const image = await imageOf(found, standInReference);
    if (image !== undefined) return ofImage(image.platform, platform);
    const made = await platforms;
    if (made === undefined) {
      return unknown(
        `${what} ${plain(platform)}; whether ${standInReference} is made for it could not be asked.`,
      );
    }
    if (made.includes(platform)) {
      return ok(`${what} ${plain(platform)}, and ${standInReference} is made for it.`);
    }
    return notOk(`${what} ${plain(platform)}, and ${standInReference} is not made for it.`, {
      text: `It is made for ${made.map((each) => plain(each)).join(', ')}: use a machine with one of these.`,
    });
  },
};

function ofImage(image: string, platform: string): Finding {
  if (image === platform) return ok(`${plain(platform)}, and so is the base image.`);
  return ok(
    `The engine is ${plain(platform)}, and the base image here ${plain(image)}: it is emulated, which is slow.`,
    {
      text: 'Get the one for this engine:',
      command: `docker pull --platform ${plain(platform)} ${standInReference}`,
    },
  );
}

/** Slow, and some programs fail; but it works. */
function emulation({ env, system }: Machine, found: EngineFound, own: string): Finding | undefined {
  if (found.kind === 'none') return undefined;
  const { platform, address } = found.engine;
  const isLocal = /^(unix|npipe):/.test(address);
  if (isLocal && platform.split('/')[1] !== own) {
    return ok(
      `The engine is ${plain(platform)} and this machine ${own}: one of them is emulated, which is slow.`,
      { text: `Get an engine and a Node for the processor of this machine.` },
    );
  }
  const { DOCKER_DEFAULT_PLATFORM: wanted } = env;
  if (wanted && wanted !== platform) {
    return ok(
      `DOCKER_DEFAULT_PLATFORM makes \`docker build\` build for ${quote(wanted)}, and the engine is ${plain(platform)}.`,
      {
        text: 'Take that back in this terminal:',
        command: unsetVariables(['DOCKER_DEFAULT_PLATFORM'], system),
      },
    );
  }
  return undefined;
}
