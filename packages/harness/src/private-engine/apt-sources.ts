import type { Distribution } from './machine.ts';

/** One stanza of sources.list(5). */
export interface AptSource {
  readonly uris: readonly string[];
  readonly suites: readonly string[];
  readonly components: readonly string[];
  /** What else it says (`Signed-By`, `Trusted`, …), kept as written. */
  readonly fields: Readonly<Record<string, string>>;
}

const ownFields = new Set(['types', 'uris', 'suites', 'components', 'enabled', 'architectures']);
const ownOptions = new Set(['arch', 'lang', 'target']);
const movingNames = ['oldstable', 'stable', 'testing', 'unstable', 'sid'];

/** Reads a file of the one-line style (`deb [signed-by=…] http://… bookworm main`). */
export function parseListFile(text: string): readonly AptSource[] {
  const lines = text.matchAll(/^[ \t]*deb[ \t]+(?:\[([^\]]*)\][ \t]*)?(\S+)[ \t]+(\S+)(.*)$/gm);
  return [...lines].map(([, options = '', uri = '', suite = '', rest = '']) => ({
    uris: [uri],
    suites: [suite],
    components: words(rest.replace(/#.*/, '')),
    fields: Object.fromEntries(
      words(options)
        .map((option) => option.split(/=(.*)/s, 2))
        .filter(([key = '']) => !ownOptions.has(key.toLowerCase()))
        .map(([key = '', value = '']) => [key, value.replaceAll(',', ' ')]),
    ),
  }));
}

/** Reads a file of the deb822 style (`Types: deb`, `URIs: …`). */
export function parseSourcesFile(text: string): readonly AptSource[] {
  const stanzas = text.replaceAll(/^#.*\n?/gm, '').split(/\n[ \t]*\n/);
  return stanzas.map(parseStanza).flatMap((fields) => {
    const get = (name: string) => words(fields.get(name) ?? '');
    if (!get('types').includes('deb') || /^(no|false)$/i.test(fields.get('enabled') ?? ''))
      return [];
    const others = [...fields].filter(([name]) => !ownFields.has(name));
    return [
      {
        uris: get('uris'),
        suites: get('suites'),
        components: get('components'),
        fields: Object.fromEntries(others),
      },
    ];
  });
}

function parseStanza(stanza: string): ReadonlyMap<string, string> {
  const fields = stanza.matchAll(/^([\w-]+):[ \t]*(.*(?:\n[ \t].*)*)/gm);
  return new Map(
    [...fields].map(([, name = '', value = '']) => [name.toLowerCase(), value.trimEnd()]),
  );
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter(Boolean);
}

/**
 * The sources of the distribution's own archive, with the machine's mirror and
 * proxy, for its own release or another one.
 * @param release a codename, `trixie`; the machine's own by default.
 * @returns none where the machine's sources do not name the archive.
 */
export function archiveSources(
  sources: readonly AptSource[],
  { id, codename }: Distribution,
  release = codename,
): readonly AptSource[] {
  const own = sources.filter((source) => isOwnArchive(source, id));
  const bases = new Set(own.flatMap(({ suites }) => suites.map((suite) => splitSuite(suite).base)));
  const names = bases.has(codename) ? [codename] : movingNames;
  return own.flatMap((source) => {
    const suites = source.suites
      .filter((suite) => names.includes(splitSuite(suite).base))
      .map((suite) => (release === codename ? suite : release + splitSuite(suite).pocket));
    return suites.length > 0 ? [{ ...source, suites }] : [];
  });
}

function splitSuite(suite: string): { readonly base: string; readonly pocket: string } {
  const [, base = suite, pocket = ''] = /^(.+?)(-updates|-security)?$/.exec(suite) ?? [];
  return { base, pocket };
}

/** Others publish for the same releases; the archive is known by its keyring and its name. */
function isOwnArchive({ uris, components, fields }: AptSource, id: string): boolean {
  const signedBy = Object.entries(fields).find(([name]) => /^signed-by$/i.test(name))?.[1];
  const signedByOthers =
    signedBy !== undefined && signedBy.startsWith('/') && !signedBy.includes(`${id}-archive`);
  const named = uris.some((uri) => uri.includes(id) || uri.startsWith('mirror+file:'));
  return components.includes('main') && named && !signedByOthers;
}

/** Writes sources in the deb822 style. */
export function formatSources(sources: readonly AptSource[]): string {
  return sources
    .map(({ uris, suites, components, fields }) =>
      [
        'Types: deb',
        `URIs: ${uris.join(' ')}`,
        `Suites: ${suites.join(' ')}`,
        `Components: ${components.join(' ')}`,
        ...Object.entries(fields).map(([name, value]) => `${name}: ${value}`),
      ].join('\n'),
    )
    .join('\n\n')
    .concat('\n');
}
