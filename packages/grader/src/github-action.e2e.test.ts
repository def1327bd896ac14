import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { repository } from '@kit/verify';

const folder = mkdtempSync(path.join(tmpdir(), 'action-'));
afterAll(() => rmSync(folder, { recursive: true }));

const dockerfile = `FROM python:3-alpine
WORKDIR /usr/src/app
COPY . .
# EXPOSE 8000
RUN pip install -qr requirements.txt
CMD ["python3", "./server.py"]
`;

/** As a runner starts it, but for the installation. */
function push(text: string) {
  const workspace = path.join(folder, 'first-image');
  cpSync(path.join(repository, 'apps/python-server'), workspace, { recursive: true });
  writeFileSync(path.join(workspace, 'Dockerfile'), text);
  const files = { summary: path.join(folder, 'summary'), output: path.join(folder, 'output') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const { status, stdout } = spawnSync(
    process.execPath,
    [path.join(repository, 'packages/grader/bin/github-action.js')],
    {
      cwd: repository,
      encoding: 'utf8',
      env: {
        ...process.env,
        CI: 'true',
        GITHUB_WORKSPACE: workspace,
        GITHUB_STEP_SUMMARY: files.summary,
        GITHUB_OUTPUT: files.output,
        SUBMISSIONS: '.',
        OUT: path.join(folder, 'grades'),
      },
    },
  );
  return {
    status,
    annotations: stdout.split('\n').filter((line) => line.startsWith('::error ')),
    summary: readFileSync(files.summary, 'utf8'),
    output: readFileSync(files.output, 'utf8'),
  };
}

test('a push with a mistake, and the push that mends it', () => {
  const { summary, ...first } = push(dockerfile);
  expect(first).toEqual({
    status: 1,
    annotations: [
      expect.stringMatching(
        /^::error file=Dockerfile,line=4,endLine=4,col=1,title=first-image%3A Expose the port::/,
      ),
    ],
    output: expect.stringMatching(
      /^outcome=failed\nscore=11\nmax-score=12\nreports=.+\n$/,
    ) as unknown,
  });
  expect(summary).toMatch(/^# Containerize a Python app\n\n11 of 12 points\.\n/);

  const second = push(dockerfile.replace('# ', ''));
  expect([second.status, second.annotations]).toEqual([0, []]);
  expect(second.output).toMatch(/^outcome=passed\nscore=12\n/);
});
