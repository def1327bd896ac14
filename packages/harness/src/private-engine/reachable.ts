/** What a learner's build asks for: the registry of its base image, and the Python index. */
const places = [
  { name: 'Docker Hub', url: 'https://registry-1.docker.io/v2/', answers: [200, 401] },
  { name: 'the Python index', url: 'https://pypi.org/simple/pip/', answers: [200] },
] as const;

const patienceMs = 3000;

/** @returns those of the named places that do not answer as they should. */
export async function unreachablePlaces(
  names: readonly string[],
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const wanted = places.filter(({ name }) => names.includes(name));
  const { EnvHttpProxyAgent, request } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent({ connect: { timeout: patienceMs } });
  const deadline = AbortSignal.timeout(patienceMs);
  const patience = signal ? AbortSignal.any([signal, deadline]) : deadline;
  try {
    const found = await Promise.all(
      wanted.map(async ({ name, url, answers }) => {
        const asked = request(url, { method: 'HEAD', dispatcher, signal: patience });
        const status = await asked.then(({ statusCode }) => statusCode).catch(() => 0);
        return (answers as readonly number[]).includes(status) ? [] : [name];
      }),
    );
    signal?.throwIfAborted();
    return found.flat();
  } finally {
    await dispatcher.destroy();
  }
}
