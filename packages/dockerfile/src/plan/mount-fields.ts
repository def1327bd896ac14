import { isMemorySize, isUnsigned, parseBool } from '../go-values.ts';

/** The fields of a `--mount`, variables expanded. A value that only the engine knows is undefined. */
export interface MountFields {
  readonly type: string | undefined;
  readonly source: string | undefined;
  readonly target: string | undefined;
  readonly from: string | undefined;
  readonly id: string | undefined;
}

/** One `name=value`; `value` is absent where there is no `=`, undefined where it is not known. */
export interface MountField {
  readonly name: string;
  readonly hasValue: boolean;
  readonly value: string | undefined;
}

const types: readonly string[] = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];
const sharings: readonly string[] = ['shared', 'private', 'locked'];
const otherNames: Readonly<Record<string, string>> = {
  src: 'source',
  dst: 'target',
  destination: 'target',
  ro: 'readonly',
  rw: 'readwrite',
};
const names: readonly string[] =
  'type from source target id sharing size mode uid gid env readonly readwrite required'.split(' ');
/** Fields that can stand without a value. */
const switches: readonly string[] = ['readonly', 'readwrite', 'required'];
/** Fields that only mounts of some types have; the type has to come first. */
const typesOf: Readonly<Record<string, readonly string[]>> = {
  size: ['tmpfs'],
  required: ['secret', 'ssh'],
};
const ownerFields: readonly string[] = ['mode', 'uid', 'gid'];

/** Puts the fields of a mount together; a text says what the builder refuses in them. */
export function readMountFields(fields: readonly MountField[]): MountFields | string {
  const read = new Map<string, string | undefined>([['type', 'bind']]);
  for (const { name: written, hasValue, value } of fields) {
    const lower = written.toLowerCase();
    const name = Object.hasOwn(otherNames, lower) ? (otherNames[lower] ?? lower) : lower;
    if (!names.includes(name)) return `\`--mount\` has no field \`${written}\``;
    if (!hasValue && !switches.includes(name)) {
      return `the field \`${written}\` of \`--mount\` needs a value: \`${written}=…\``;
    }
    const type = read.get('type');
    const itsTypes = typesOf[name];
    if (itsTypes !== undefined && type !== undefined && !itsTypes.includes(type)) {
      return `the field \`${written}\` is not for \`type=${type}\`, but for ${list(itsTypes)}`;
    }
    const complaint =
      hasValue && value !== undefined ? complainOfValue(name, written, value) : undefined;
    if (complaint !== undefined) return complaint;
    read.set(name, name === 'type' || name === 'sharing' ? value?.toLowerCase() : value);
  }
  const type = read.get('type');
  return (
    (type === undefined ? undefined : complainOfAll(type, read)) ?? {
      type,
      source: read.has('source') ? read.get('source') : '',
      target: read.has('target') ? read.get('target') : '',
      from: read.has('from') ? read.get('from') : '',
      id: read.has('id') ? read.get('id') : '',
    }
  );
}

function complainOfValue(name: string, written: string, value: string): string | undefined {
  const takes = (what: string) => `\`${written}\` takes ${what}, not \`${value}\``;
  switch (name) {
    case 'type':
      if (types.includes(value.toLowerCase())) return undefined;
      return `\`${value}\` is no type of \`--mount\`: one is ${list(types)}`;
    case 'sharing':
      return sharings.includes(value.toLowerCase()) ? undefined : takes(list(sharings));
    case 'readonly':
    case 'readwrite':
    case 'required':
      return parseBool(value) === undefined ? takes('`true` or `false`') : undefined;
    case 'size':
      return isMemorySize(value) ? undefined : takes('an amount such as `64m`');
    case 'mode':
      return isUnsigned(value, 8) ? undefined : takes('octal digits such as `755`');
    case 'uid':
    case 'gid':
      return isUnsigned(value, 10) ? undefined : takes('a number');
    default:
      return undefined;
  }
}

/** What does not go together. */
function complainOfAll(
  type: string,
  read: ReadonlyMap<string, string | undefined>,
): string | undefined {
  const given = (name: string) => read.has(name) && read.get(name) !== '';
  const owner = ownerFields.find((name) => read.has(name));
  if (owner !== undefined && (type === 'bind' || type === 'tmpfs')) {
    return `the field \`${owner}\` is not for \`type=${type}\`, but for \`cache\`, \`secret\`, \`ssh\``;
  }
  if (type === 'secret') {
    if (given('from')) return 'a secret comes from nowhere: `from` is not for `type=secret`';
    if (!['source', 'target', 'id'].some(given)) {
      return '`--mount=type=secret` needs to say which: `id=…`';
    }
    if (given('source') && given('id'))
      return '`source` and `id` of a secret are the same: one is enough';
  }
  if (!given('sharing') || type === 'cache') return undefined;
  return `the field \`sharing\` is not for \`type=${type}\`, but for \`cache\``;
}

function list(all: readonly string[]): string {
  return all.map((each) => `\`${each}\``).join(', ');
}
