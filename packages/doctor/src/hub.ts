import type { Machine } from './machine.ts';

/**
 * The platforms that an image of Docker's own is made for, `linux/amd64`. The site of Docker Hub
 * is asked, not its registry, where this would count as a pull.
 * @throws where it gives no answer that can be read.
 */
export async function platformsOf(
  { ask, places }: Pick<Machine, 'ask' | 'places'>,
  reference: string,
): Promise<readonly string[]> {
  const [name = '', tag = ''] = reference.split(':');
  const { status, body } = await ask(`${places.hub}/v2/repositories/library/${name}/tags/${tag}`);
  if (status !== 200) throw new Error(`HTTP ${status}`);
  const { images } = JSON.parse(body) as {
    readonly images: readonly { readonly os: string; readonly architecture: string }[];
  };
  const all = images.map(({ os, architecture }) => `${os}/${architecture}`);
  return [...new Set(all)].filter((platform) => !platform.includes('unknown'));
}
