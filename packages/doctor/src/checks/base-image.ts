import { plain, quote } from '@kit/checker';
import { standInReference } from '@kit/harness/find';
import { notOk, ok } from '../check.ts';
import type { Check, Finding } from '../check.ts';
import type { EngineFound } from '../engine.ts';
import { imageOf } from '../image.ts';
import { standInHelp } from '../stand-in.ts';
import type { Machine } from '../machine.ts';
import { whyNoAnswer } from '../no-answer.ts';
import { askManifest } from '../registry.ts';
import type { ManifestAnswer, Quota } from '../registry.ts';

const reference = standInReference;

/** The engine has the base image, or could pull it: a registry is asked for it, which counts as no pull. */
export const baseImage: Check = {
  id: 'base-image',
  title: 'Base image',
  async examine(machine) {
    const found = await machine.engine();
    const present = await imageOf(found, reference);
    if (present !== undefined) {
      const { platform, isStandIn, isOfBundle, sizeBytes } = present;
      const size = `${plain(platform)}, ${(sizeBytes / 1e6).toFixed(0)} MB`;
      return ok(
        isStandIn
          ? `${reference} is a stand-in here, made by the kit from Debian packages (${size}).`
          : `${reference} is here${isOfBundle ? ' from a workshop bundle' : ''} (${size}).`,
      );
    }
    const mirrors = found.kind === 'answers' ? (found.info.RegistryConfig?.Mirrors ?? []) : [];
    return pullable(machine, found, mirrors);
  },
};

/** The engine asks its mirrors first. */
async function pullable(
  machine: Machine,
  found: EngineFound,
  mirrors: readonly string[],
): Promise<Finding> {
  const addresses = mirrors.map((address) => address.replace(/\/$/, ''));
  const attempts = addresses.map((address) =>
    askManifest(machine.ask, address, () => machine.ask(`${address}/v2/`), reference),
  );
  attempts.push(askManifest(machine.ask, machine.places.registry, machine.registry, reference));
  const results = await Promise.allSettled(attempts);
  const hub = results.at(-1);
  const mirror = results.slice(0, -1).findIndex((result) => answers(result));
  if (mirror >= 0) {
    return ok(`${reference} can be pulled from the mirror ${quote(mirrors[mirror] ?? '')}.`);
  }
  if (hub?.status !== 'fulfilled') {
    const { reason, remedy } = whyNoAnswer(hub?.reason, machine.system);
    const text = `${reference} is not here, and Docker Hub ${reason}.`;
    return notOk(text, standInHelp(found) ?? remedy);
  }
  return judge(hub.value);
}

function answers(result: PromiseSettledResult<ManifestAnswer>): boolean {
  return result.status === 'fulfilled' && result.value.status === 200;
}

const signIn = {
  text: 'Sign in, with an account that costs nothing; it has a limit of its own:',
  command: 'docker login',
};

const few = 5;

function judge({ status, quota }: ManifestAnswer): Finding {
  if (status === 429 || quota?.remaining === 0) {
    const limit = quota === undefined ? '' : ` of ${quota.limit} pulls in ${quota.period}`;
    return notOk(
      `Docker Hub gives no more to this network now: the limit${limit} is used up.`,
      signIn,
    );
  }
  if (status !== 200) {
    return notOk(`Docker Hub refuses ${reference}, with HTTP ${status}.`, {
      text: 'Look whether it has trouble: https://www.dockerstatus.com/',
    });
  }
  const found = `Docker Hub has ${reference}, ${told(quota)}.`;
  return ok(found, quota !== undefined && quota.remaining < few ? signIn : undefined);
}

function told(quota: Quota | undefined): string {
  if (quota === undefined) return 'and names no limit';
  return `and ${quota.remaining} of ${quota.limit} pulls in ${quota.period} are left without an account`;
}
