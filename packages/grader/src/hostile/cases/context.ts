import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { honest, repeated, withLastLine } from '../dockerfiles.ts';
import { submission, triedBy } from '../hostile-case.ts';
import type { HostileCase } from '../hostile-case.ts';
import { makeDeepFolders, makeDevice, makePipe } from '../special-files.ts';

const archives = 'grader/src/hostile/archive.test.ts';
const copying = (line: string) => ({ files: { Dockerfile: withLastLine(line) } });
const usual = { files: { Dockerfile: honest } };

/** What lies around the Dockerfile. */
export const contextCases: readonly HostileCase[] = [
  submission('C-01', 'a link to a file of the machine, copied', 'refused', {
    ...copying('COPY s /s'),
    needs: 'unix',
    make: (folder) => symlinkSync('/etc/shadow', path.join(folder, 's')),
  }),
  submission('C-02', 'a link to a folder of the machine, gone through', 'refused', {
    ...copying('COPY s/shadow /s'),
    needs: 'unix',
    make: (folder) => symlinkSync('/etc', path.join(folder, 's')),
  }),
  submission('C-03', 'a path that climbs', ['failed', 'refused'], {
    reach: 'engine',
    ...copying('COPY ../../../etc/shadow /s'),
  }),
  submission('C-04', 'a pipe, copied', 'refused', {
    ...copying('COPY p /p'),
    needs: 'unix',
    make: (folder) => makePipe(path.join(folder, 'p')),
  }),
  submission('C-05', 'a device', 'refused', {
    ...copying('COPY disk /disk'),
    needs: 'root',
    make: (folder) => makeDevice(path.join(folder, 'disk'), 'b', 8, 99),
  }),
  triedBy('C-06', 'a hard link in an archive', archives, 'a hard link is none'),
  triedBy('C-07', 'names in an archive that lead out', archives, 'a name that leads out ends it'),
  triedBy(
    'C-08',
    'a link in an archive, and a file through it',
    archives,
    'nothing goes through a link',
  ),
  submission('C-09', 'a program that takes on its owner', 'passed', {
    reach: 'engine',
    files: {
      Dockerfile: withLastLine('RUN ! find / -xdev -name evil -perm -4000 | grep .'),
      evil: '',
    },
    make: (folder) => chmodSync(path.join(folder, 'evil'), 0o4755),
  }),
  submission('C-10', 'a file of 100 GB with nothing in it', 'refused', {
    ...usual,
    make: (folder) => {
      writeFileSync(path.join(folder, 'big'), '');
      truncateSync(path.join(folder, 'big'), 100e9);
    },
  }),
  submission('C-11', 'more files than anybody has', 'refused', {
    ...usual,
    make: (folder) => {
      for (let number = 0; number < 10_001; number += 1) {
        writeFileSync(path.join(folder, `f${number}`), '');
      }
    },
  }),
  submission('C-12', 'folders in folders, deeper than a path is long', 'refused', {
    ...usual,
    needs: 'unix',
    make: (folder) => makeDeepFolders(folder, 5_000),
  }),
  submission('C-13', 'names that steer a terminal', ['passed', 'refused'], {
    ...usual,
    needs: 'unix',
    make: (folder) => {
      for (const name of ['a\nb', '\u001b[31mred', '\u202egnp.exe', '::error::x', '=cmd|x']) {
        writeFileSync(path.join(folder, name), '');
      }
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0xfe])]), '');
    },
  }),
  triedBy(
    'C-14',
    'files that become links while they are read',
    'grader/src/hostile/archive.test.ts',
    'a file that becomes a link while it is packed is never followed',
  ),
  submission('C-15', 'an ignore file of 200,000 patterns', 'refused', {
    files: { Dockerfile: honest, '.dockerignore': repeated(200_000, () => '**/a*b*c*d') },
  }),
  submission('C-16', 'a pipe as ignore file', 'refused', {
    ...usual,
    needs: 'unix',
    make: (folder) => makePipe(path.join(folder, '.dockerignore')),
  }),
  submission('C-16 a device', 'a device as ignore file', 'refused', {
    ...usual,
    needs: 'root',
    make: (folder) => makeDevice(path.join(folder, '.dockerignore'), 'c', 1, 5),
  }),
  submission('C-17', 'an ignore file that leaves out the Dockerfile', 'passed', {
    reach: 'engine',
    files: { Dockerfile: honest, '.dockerignore': 'Dockerfile\n' },
  }),
  submission('C-17 everything', 'an ignore file that leaves out everything', 'failed', {
    files: { Dockerfile: honest, '.dockerignore': '*\n' },
  }),
  triedBy(
    'C-18',
    'an archive that grows without end',
    archives,
    'one that grows without end is ended',
  ),
  triedBy('C-19', 'an archive with one name twice', archives, 'one name twice ends it'),
  submission('C-19 by case', 'two names that differ in capitals alone', ['passed', 'refused'], {
    files: { Dockerfile: honest, dockerfile: 'FROM evil\n' },
  }),
  submission('C-12 long', 'a name of 255 bytes', ['passed', 'refused'], {
    ...usual,
    make: (folder) => mkdirSync(path.join(folder, 'n'.repeat(255))),
  }),
];
