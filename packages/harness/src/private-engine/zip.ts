import { crc32 } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
}

/** 1980-01-01, the first day there is: the same entries always make the same file. */
const date = (1 << 5) | 1;
const version = 20;

/** Packs files uncompressed, by PKWARE's APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const encodedName = Buffer.from(name);
    const local = record([[4, 0x04034b50], ...commonFields(encodedName, content)]);
    directory.push(
      record([
        [4, 0x02014b50],
        [2, version],
        ...commonFields(encodedName, content),
        [2, 0], // comment
        [2, 0], // disk
        [2, 0], // internal attributes
        [4, 0], // external attributes
        [4, offset],
      ]),
      encodedName,
    );
    files.push(local, encodedName, content);
    offset += local.length + encodedName.length + content.length;
  }
  const listed = Buffer.concat(directory);
  const end = record([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, entries.length],
    [2, entries.length],
    [4, listed.length],
    [4, offset],
    [2, 0],
  ]);
  return Buffer.concat([...files, listed, end]);
}

type Field = readonly [bytes: 2 | 4, value: number];

function commonFields(name: Buffer, content: Buffer): readonly Field[] {
  return [
    [2, version],
    [2, 0x0800], // names are UTF-8
    [2, 0], // stored
    [2, 0], // time
    [2, date],
    [4, crc32(content)],
    [4, content.length],
    [4, content.length],
    [2, name.length],
    [2, 0], // extra
  ];
}

function record(fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.map(([bytes, value]) => {
      const field = Buffer.alloc(bytes);
      field.writeUIntLE(value, 0, bytes);
      return field;
    }),
  );
}
