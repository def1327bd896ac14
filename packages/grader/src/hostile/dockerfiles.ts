/** Dockerfiles of the hostile cases: an honest one, with something put in. */

const from = 'FROM python:3-alpine\n';
const body = 'WORKDIR /usr/src/app\nCOPY . .\nEXPOSE 8000\nRUN pip install -qr requirements.txt\n';
const start = 'CMD ["python3", "./server.py"]\n';

/** What solves the workshop. */
export const honest = `${from}${body}${start}`;

/** @param line comes right after `FROM`. */
export function withLine(line: string): string {
  return `${from}${line}\n${body}${start}`;
}

/** @param line comes last but for `CMD`. */
export function withLastLine(line: string): string {
  return `${from}${body}${line}\n${start}`;
}

/** Starts something else than the app. */
export function starting(command: string): string {
  return `${from}${body}CMD ${command}\n`;
}

export function repeated(times: number, line: (number: number) => string): string {
  return Array.from({ length: times }, (_, number) => `${line(number)}\n`).join('');
}
