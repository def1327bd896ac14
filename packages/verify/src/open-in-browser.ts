import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The command that opens an address on this system; absent where there is no screen for a browser. */
export function browserCommand(
  url: string,
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): readonly [string, ...string[]] | undefined {
  if (platform === 'darwin') return ['open', url];
  // `start` belongs to the command interpreter; its first argument in quotes is a title.
  if (platform === 'win32') return ['cmd', '/c', 'start', '""', url];
  // Without one `xdg-open` would start a browser for terminals in this one.
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open', url] : undefined;
}

/** @returns whether a browser was asked to open it. */
export async function openInBrowser(url: string): Promise<boolean> {
  const command = browserCommand(url, process.platform, process.env);
  if (command === undefined) return false;
  const [program, ...args] = command;
  const child = spawn(program, args, { detached: true, stdio: 'ignore' });
  try {
    await once(child, 'spawn');
    child.unref();
    return true;
  } catch {
    return false;
  }
}
