/** Parts of the tutorial's Dockerfile; a row of a table replaces some. */
export interface Parts {
  readonly top?: string;
  readonly from?: string;
  readonly workdir?: string;
  readonly copy?: string;
  readonly expose?: string;
  readonly run?: string;
  readonly cmd?: string;
}

/**
 * The verdicts of the seven steps in order, a letter each: `P`assed, `F`ailed,
 * `B`locked, `S`kipped (only a build can tell); what the Dockerfile is; and
 * the files of the folder where they are not the usual ones, by name and
 * content: `-> other` is a link, `data/` a folder, `run.sh*` executable.
 */
export type Row = readonly [
  verdicts: string,
  dockerfile: Parts | string,
  files?: Readonly<Record<string, string>>,
];

export const usualFiles = { 'requirements.txt': 'Flask\n', 'server.py': '', 'README.md': '' };

const tutorial = {
  from: 'FROM python:3-alpine',
  workdir: 'WORKDIR /usr/src/app',
  copy: 'COPY ./requirements.txt .\nCOPY ./server.py .',
  expose: 'EXPOSE 8000',
  run: 'RUN pip install -qr requirements.txt',
  cmd: 'CMD ["python3", "./server.py"]',
};

/** An empty part leaves its line out. */
export function textOf(dockerfile: Parts | string): string {
  if (typeof dockerfile === 'string') return dockerfile;
  const { top, from, workdir, copy, expose, run, cmd } = { top: '', ...tutorial, ...dockerfile };
  return (
    [top, from, workdir, copy, expose, run, cmd].filter((part) => part !== '').join('\n') + '\n'
  );
}
