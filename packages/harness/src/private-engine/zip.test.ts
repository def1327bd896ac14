import { expect, test } from 'vitest';
import { zip } from './zip.ts';

test('one file, to the byte', () => {
  const hex = zip([{ name: 'a', content: Buffer.from('hi\n') }]).toString('hex');
  expect(hex).toBe(
    [
      // The file: signature, version, flags, stored, time, date, CRC, sizes, lengths, name, content.
      '504b0304 1400 0008 0000 0000 2100 7a7a6fed 03000000 03000000 0100 0000 61 68690a',
      // Its entry in the directory.
      '504b0102 1400 1400 0008 0000 0000 2100 7a7a6fed 03000000 03000000 0100 0000',
      '0000 0000 0000 00000000 00000000 61',
      // The end: one entry, 47 bytes of directory after 34 bytes of files.
      '504b0506 0000 0000 0100 0100 2f000000 22000000 0000',
    ]
      .join('')
      .replaceAll(' ', ''),
  );
});
