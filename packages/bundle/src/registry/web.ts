import type { Readable } from 'node:stream';
import { EnvHttpProxyAgent } from 'undici';

/** The way to the Internet: through the proxy that the environment names. @throws where its address is none. */
export function openWay(env: NodeJS.ProcessEnv): EnvHttpProxyAgent {
  return new EnvHttpProxyAgent({
    httpProxy: env.http_proxy ?? env.HTTP_PROXY ?? '',
    httpsProxy: env.https_proxy ?? env.HTTPS_PROXY ?? '',
    noProxy: env.no_proxy ?? env.NO_PROXY ?? '',
  });
}

/** Ends an answer that is not read on, which undici takes for an error of its. */
export function letGo(content: Readable): void {
  content.on('error', () => undefined).destroy();
}

const proxyNames = ['http_proxy', 'https_proxy', 'no_proxy'];

/** The same for a program in a container, as `NAME=VALUE`. */
export function proxyVariables(env: NodeJS.ProcessEnv): string[] {
  const names = proxyNames.flatMap((name) => [name, name.toUpperCase()]);
  return names.flatMap((name) => (env[name] ? [`${name}=${env[name]}`] : []));
}
