import { notOk, ok, unknown } from '../check.ts';
import type { Check, Finding } from '../check.ts';
import { unsetVariables } from '../commands.ts';
import type { EngineFound } from '../engine.ts';
import type { Machine } from '../machine.ts';
import { whyNoAnswer } from '../no-answer.ts';
import { askProxy, nameOfProxy } from '../tunnel.ts';

const help = 'https://docs.docker.com/engine/daemon/proxy/';

/** The proxy that is named, by the environment or to the engine, lets through to Docker Hub. */
export const proxy: Check = {
  id: 'proxy',
  title: 'Proxy',
  async examine(machine) {
    const { env } = machine;
    const own = env.https_proxy ?? env.HTTPS_PROXY;
    const found = await machine.engine();
    const ofEngine = proxyOf(found);
    if (own) {
      const finding = await attempt(own, machine, {
        text: 'Correct it, or do without it in this terminal:',
        command: unsetVariables(['HTTPS_PROXY', 'https_proxy'], machine.system),
      });
      if (finding.status !== 'ok' || found.kind === 'none' || ofEngine) return finding;
      return ok(`${finding.found} The engine has none of its own.`, {
        text: `Where \`docker pull\` gets no answer, tell the engine too: ${help}`,
      });
    }
    if (ofEngine === undefined) {
      return ok(found.kind === 'none' ? 'None is set.' : 'None is set, here or in the engine.');
    }
    // In a virtual machine, or elsewhere, the name means something else than here.
    return found.kind === 'answers' && found.isHere
      ? attempt(ofEngine, machine, { text: `Correct it in the settings of the engine: ${help}` })
      : ok(`The engine uses ${nameOfProxy(ofEngine)}; none is set here.`);
  },
};

function proxyOf(found: EngineFound): string | undefined {
  if (found.kind === 'none') return undefined;
  const { HttpsProxy, HttpProxy } = found.info;
  return [HttpsProxy, HttpProxy].find((address) => address);
}

async function attempt(
  address: string,
  { places, signal, system }: Machine,
  remedy: { readonly text: string; readonly command?: string },
): Promise<Finding> {
  const name = nameOfProxy(address);
  const { host, port } = new URL(places.registry);
  try {
    const status = await askProxy(address, port === '' ? `${host}:443` : host, signal);
    if (status >= 200 && status < 300)
      return ok(`${name} answers, and lets through to Docker Hub.`);
    if (status === 407) return notOk(`${name} wants a name and a password (HTTP 407).`, remedy);
    return notOk(`${name} does not let through to Docker Hub (HTTP ${status}).`, remedy);
  } catch (error) {
    if (error instanceof TypeError)
      return unknown(`${name} is no proxy that could be tried.`, remedy);
    return notOk(`${name} ${whyNoAnswer(error, system).reason}.`, remedy);
  }
}
