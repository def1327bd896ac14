import { expect, test } from 'vitest';
import { downloadSize } from './package-archive.ts';

test('what is to be downloaded, as apt-get prints it', () => {
  const printed = `'http://m/debian/pool/main/t/tini/tini_0.19.0_amd64.deb' tini_0.19.0_amd64.deb 280000 SHA256:ab
'http://m/debian/pool/main/d/docker.io/docker.io_26.1.5_amd64.deb' docker.io_26.1.5_amd64.deb 23000000 MD5Sum:cd
`;
  expect(downloadSize(printed)).toBe(23_280_000);
});
