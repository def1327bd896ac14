import { isAlpine } from '@kit/harness/find';
import type { System } from '@kit/harness/find';
import type { Remedy } from './check.ts';

/** The exact commands that mend something, system by system. */

export function setVariable(name: string, value: string, { platform }: System): string {
  return platform === 'win32' ? `$env:${name} = "${value}"` : `export ${name}=${value}`;
}

/** Both spellings are heeded, so both have to go. */
export function unsetVariables(names: readonly string[], { platform }: System): string {
  return platform === 'win32'
    ? `Remove-Item ${names.map((name) => `env:${name}`).join(', ')}`
    : `unset ${names.join(' ')}`;
}

/** Sets the clock from the network, where the system can. */
export function setClock(system: System): Pick<Remedy, 'command'> {
  const { platform, isWsl } = system;
  if (platform === 'darwin') return { command: 'sudo sntp -sS time.apple.com' };
  if (platform === 'win32') return { command: 'w32tm /resync' };
  if (isWsl) return { command: asRoot('hwclock -s', system) };
  if (isAlpine(system)) return { command: asRoot('ntpd -d -n -q -p pool.ntp.org', system) };
  return { command: asRoot('timedatectl set-ntp true', system) };
}

export function trustCertificate(system: System): string {
  const { platform, osRelease } = system;
  if (platform === 'darwin') {
    return 'sudo security add-trusted-cert -d \\\n  -k /Library/Keychains/System.keychain FILE.crt\nexport NODE_USE_SYSTEM_CA=1';
  }
  if (platform === 'win32')
    return 'certutil -addstore Root FILE.crt\n$env:NODE_USE_SYSTEM_CA = "1"';
  const family = [osRelease.ID, ...(osRelease.ID_LIKE ?? '').split(' ')];
  const [folder, update] = family.includes('fedora')
    ? ['/etc/pki/ca-trust/source/anchors/', 'update-ca-trust']
    : family.includes('arch')
      ? ['/etc/ca-certificates/trust-source/anchors/', 'update-ca-trust']
      : ['/usr/local/share/ca-certificates/', 'update-ca-certificates'];
  return [
    asRoot(`cp FILE.crt ${folder}`, system),
    asRoot(update, system),
    'export NODE_USE_SYSTEM_CA=1',
  ].join('\n');
}

export function endProcess(pid: number, { platform }: System): string {
  return platform === 'win32' ? `taskkill /PID ${pid} /F` : `kill ${pid}`;
}

/** Shows who listens on a port. */
export function whoListens(port: number, system: System): string {
  const { platform } = system;
  if (platform === 'win32') return `netstat -ano | findstr :${port}`;
  if (platform === 'darwin') return `lsof -nP -iTCP:${port} -sTCP:LISTEN`;
  return asRoot(isAlpine(system) ? `netstat -ltnp` : `ss -ltnp 'sport = :${port}'`, system);
}

function asRoot(command: string, { isRoot, platform }: System): string {
  return isRoot || platform === 'win32' ? command : `sudo ${command}`;
}
