import { execFileSync } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Two orders of the same instructions: what a change of the code costs depends on them. */
export const orders = {
  'code copied first, as in the tutorial': ['COPY . .', 'RUN pip install -qr requirements.txt'],
  'requirements copied and installed first': [
    'COPY requirements.txt .',
    'RUN pip install -qr requirements.txt',
    'COPY . .',
  ],
};

/** Writes the Dockerfile with one of the orders. */
export function writeInOrder(directory: string, lines: readonly string[]): void {
  const rest = ['EXPOSE 8000', 'CMD ["python3", "./server.py"]'];
  const all = ['FROM python:3-alpine', 'WORKDIR /usr/src/app', ...lines, ...rest];
  writeFileSync(path.join(directory, 'Dockerfile'), `${all.join('\n')}\n`);
}

/** Changes a line of the app and builds it again. */
export function rebuild(directory: string): void {
  appendFileSync(path.join(directory, 'server.py'), `# ${process.hrtime.bigint()}\n`);
  execFileSync('docker', ['build', '-q', directory], { stdio: 'ignore' });
}
