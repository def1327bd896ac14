import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { honest, repeated, starting, withLastLine, withLine } from '../dockerfiles.ts';
import { submission, triedBy } from '../hostile-case.ts';
import type { HostileCase } from '../hostile-case.ts';
import { makeDevice, makePipe } from '../special-files.ts';

const at = (folder: string) => path.join(folder, 'Dockerfile');
const dockerfile = (text: string | Buffer) => ({ files: { Dockerfile: text } });
const lines = (times: number) => repeated(times, () => '# c');

/** What a Dockerfile is, and what is in it. */
export const parseCases: readonly HostileCase[] = [
  submission('P-01', 'a link to a file of the machine', ['refused', 'failed'], {
    needs: 'unix',
    make: (folder) => symlinkSync('/etc/shadow', at(folder)),
  }),
  submission('P-02', 'a link that climbs to a file of the machine', ['refused', 'failed'], {
    needs: 'unix',
    make: (folder) => symlinkSync('../../../../../../../etc/shadow', at(folder)),
  }),
  submission('P-03', 'a pipe', 'refused', {
    needs: 'unix',
    make: (folder) => makePipe(at(folder)),
  }),
  submission('P-04', 'a device without an end', 'refused', {
    needs: 'root',
    make: (folder) => makeDevice(at(folder), 'c', 1, 5),
  }),
  submission('P-05', 'a folder', 'failed', { make: (folder) => mkdirSync(at(folder)) }),
  submission('P-06', 'none', 'failed', {}),
  submission('P-06 in lower case', 'a name in lower case', 'failed', {
    files: { dockerfile: honest },
    says: /`dockerfile`/,
  }),
  submission('P-06 further down', 'one further down', 'failed', {
    files: { 'src/Dockerfile': honest },
    says: /src\/Dockerfile/,
  }),
  submission('P-07', 'empty', 'failed', dockerfile('')),
  submission('P-07 of comments', 'nothing but comments', 'failed', dockerfile('# hi\n')),
  submission('P-08', 'a million lines of comment', 'refused', dockerfile(lines(1e6) + honest)),
  submission(
    'P-09',
    'a million lines of comment in one instruction',
    'refused',
    dockerfile(`FROM python:3-alpine\nRUN true \\\n${lines(1e6)}`),
  ),
  submission(
    'P-10',
    'labels of 60 KB, which take the engine a minute',
    'refused',
    dockerfile(withLine(repeated(30, (n) => `LABEL l${n}=${'x'.repeat(60_000)}`))),
  ),
  submission(
    'P-11',
    'a line of 10 MB',
    'refused',
    dockerfile(withLine(`ENV A=${'a'.repeat(1e7)}`)),
  ),
  submission(
    'P-12',
    'five hundred instructions',
    'refused',
    dockerfile(withLine(repeated(500, (n) => `ENV A${n}=1`))),
  ),
  submission('P-13', 'more layers than an image can have', ['refused', 'failed'], {
    reach: 'engine',
    ...dockerfile(withLine(repeated(130, () => 'COPY server.py /f'))),
  }),
  submission('P-14', 'a NUL', 'failed', dockerfile(withLine('RUN echo a\0b'))),
  submission('P-15', 'the line ends of Windows', 'passed', {
    reach: 'engine',
    ...dockerfile(honest.replaceAll('\n', '\r\n')),
  }),
  submission('P-16', 'a byte-order mark', 'passed', {
    reach: 'engine',
    ...dockerfile(`\ufeff${honest}`),
  }),
  submission('P-17', 'UTF-16', 'failed', {
    ...dockerfile(Buffer.from(`\ufeff${honest}`, 'utf16le')),
    says: /UTF-16/,
  }),
  submission(
    'P-18',
    'bytes that are no UTF-8',
    'failed',
    dockerfile(Buffer.concat([Buffer.from(honest), Buffer.from([0xff, 0xfe, 0xc3, 0x28])])),
  ),
  submission('P-19', 'another escape character', 'passed', {
    reach: 'engine',
    ...dockerfile(`# escape=\`\n${withLastLine('RUN echo a `\n && echo b')}`),
  }),
  submission(
    'P-20',
    'a frontend of its own',
    'refused',
    dockerfile(`# syntax=evil/frontend:1\n${honest}`),
  ),
  submission(
    'P-21',
    'a frontend by a build argument',
    'refused',
    dockerfile(withLine('ARG BUILDKIT_SYNTAX=evil/frontend:1')),
  ),
  submission('P-22', 'an instruction hidden in a here-document', 'failed', {
    reach: 'engine',
    ...dockerfile(withLine('RUN <<EOF\nFROM evil\nEOF')),
  }),
  submission('P-23', 'a base image without a name', 'failed', dockerfile('ARG B\nFROM ${B}\n')),
  submission('P-23 bare', 'nothing behind FROM', 'failed', dockerfile('FROM\n')),
  submission('P-24', 'an instruction that there is not', 'failed', {
    ...dockerfile(withLine('BOGUS x')),
    says: /BOGUS/,
  }),
  triedBy(
    'P-25',
    'a Dockerfile outside of the folder, by an option',
    'grader/src/hostile/no-way-in.test.ts',
    'no option names a Dockerfile, and a manifest none but folders',
  ),
  submission('P-03 unreadable', 'one that nobody may read', ['refused', 'failed'], {
    files: { Dockerfile: starting('["true"]') },
    needs: 'unix',
    // For root it can be read all the same, and starts nothing.
    make: (folder) => chmodSync(at(folder), 0),
  }),
];
