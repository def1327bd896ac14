import { describe, expect, test } from 'vitest';
import { archiveSources, formatSources, parseListFile, parseSourcesFile } from './apt-sources.ts';

const bookworm = { id: 'debian', codename: 'bookworm' } as const;
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

test('the one-line style', () => {
  const text = `# deb http://commented.example/debian bookworm main
deb-src http://mirror.example/debian bookworm main
deb http://mirror.example/debian bookworm main contrib # a remark
deb [arch=amd64,arm64 signed-by=${keyring}] http://mirror.example/security bookworm-security main
`;
  expect(parseListFile(text)).toEqual([
    {
      uris: ['http://mirror.example/debian'],
      suites: ['bookworm'],
      components: ['main', 'contrib'],
      fields: {},
    },
    {
      uris: ['http://mirror.example/security'],
      suites: ['bookworm-security'],
      components: ['main'],
      fields: { 'signed-by': keyring },
    },
  ]);
});

test('the deb822 style', () => {
  const text = `# A remark
Types: deb deb-src
URIs: http://mirror.example/debian
# Another one
Suites: bookworm bookworm-updates
Components: main
Signed-By: -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mQINBF

Types: deb-src
URIs: http://sources.example/debian
Suites: bookworm
Components: main

Types: deb
URIs: http://off.example/debian
Suites: bookworm
Components: main
Enabled: no
`;
  expect(parseSourcesFile(text)).toEqual([
    {
      uris: ['http://mirror.example/debian'],
      suites: ['bookworm', 'bookworm-updates'],
      components: ['main'],
      fields: { 'signed-by': '-----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mQINBF' },
    },
  ]);
});

describe('the archive of a release, as the machine names it', () => {
  const find = (text: string, release?: string) =>
    archiveSources(parseListFile(text), bookworm, release).map(
      ({ uris, suites }) => `${uris.join(' ')} ${suites.join(' ')}`,
    );

  test.each([
    [
      'its own release',
      'deb http://m/debian bookworm main',
      undefined,
      ['http://m/debian bookworm'],
    ],
    ['another one', 'deb http://m/debian bookworm main', 'trixie', ['http://m/debian trixie']],
    [
      'updates and security',
      'deb http://m/debian bookworm-updates main\ndeb http://m/debian-security bookworm-security main',
      'trixie',
      ['http://m/debian trixie-updates', 'http://m/debian-security trixie-security'],
    ],
    ['backports', 'deb http://m/debian bookworm-backports main', 'trixie', []],
    [
      'a name that moves',
      'deb http://m/debian oldstable main',
      'trixie',
      ['http://m/debian trixie'],
    ],
    [
      'a mirror list',
      'deb mirror+file:/etc/m bookworm main',
      'trixie',
      ['mirror+file:/etc/m trixie'],
    ],
    [
      'a snapshot',
      'deb http://s/archive/debian/20250520T000000Z bookworm main',
      'trixie',
      ['http://s/archive/debian/20250520T000000Z trixie'],
    ],
    [
      'another publisher',
      'deb [signed-by=/k/vendor.gpg] http://v/debian bookworm main',
      'trixie',
      [],
    ],
    [
      'a publisher with components of their own',
      'deb http://v/debian bookworm stable',
      'trixie',
      [],
    ],
    ['a CD', 'deb cdrom:[Official] bookworm contrib', 'trixie', []],
  ] as const)('%s', (_name, text, release, expected) => {
    expect(find(text, release)).toEqual(expected);
  });
});

test('what is written can be read again', () => {
  const source = {
    uris: ['http://m/debian'],
    suites: ['trixie', 'trixie-updates'],
    components: ['main'],
    fields: { 'signed-by': keyring },
  };
  expect(parseSourcesFile(formatSources([source, source]))).toEqual([source, source]);
});
