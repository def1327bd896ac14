import type { Flag, Instruction } from './ast.ts';
import type { Fault } from './instruction-faults.ts';

const types: readonly string[] = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];
const sharings: readonly string[] = ['shared', 'private', 'locked'];

/** Fields that can stand without a value. */
const switches: readonly string[] = ['readonly', 'ro', 'readwrite', 'rw', 'required'];
const valued: readonly string[] =
  'type from source src target dst destination id sharing size mode uid gid env'.split(' ');

/** The first `--mount` of RUN that the builder refuses. */
export function mountFault({ flags }: Instruction): Fault | undefined {
  for (const flag of flags) {
    const message = flag.name === 'mount' ? complaint(flag) : undefined;
    if (message !== undefined) return { code: 'invalid-mount', message, range: flag.range };
  }
  return undefined;
}

function complaint({ value = '' }: Flag): string | undefined {
  // Quoted fields and variables are the builder's to read.
  if (/["$]/.test(value)) return undefined;
  const fields = new Map<string, string>();
  for (const field of value.split(',')) {
    const [, name = field, text] = /^([^=]*)=(.*)$/s.exec(field) ?? [];
    const key = name.toLowerCase();
    if (!valued.includes(key) && !switches.includes(key)) {
      return `\`--mount\` has no field \`${name}\``;
    }
    if (text === undefined && !switches.includes(key)) {
      return `the field \`${name}\` of \`--mount\` needs a value: \`${name}=…\``;
    }
    fields.set(key, text ?? '');
  }
  const type = (fields.get('type') ?? 'bind').toLowerCase();
  if (!types.includes(type)) {
    return `\`${type}\` is no type of \`--mount\`: one is ${list(types)}`;
  }
  const sharing = fields.get('sharing')?.toLowerCase();
  if (sharing !== undefined && !sharings.includes(sharing)) {
    return `\`sharing\` takes ${list(sharings)}, not \`${sharing}\``;
  }
  const target = fields.get('target') ?? fields.get('dst') ?? fields.get('destination');
  const needsTarget = type !== 'secret' && type !== 'ssh';
  if (!needsTarget || (target !== undefined && target !== '')) return undefined;
  return `\`--mount=type=${type}\` needs to say where: \`target=…\``;
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
