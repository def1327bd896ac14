import type { PlanCase } from './plan-case.ts';

export const ignoring: readonly PlanCase[] = [
  {
    name: 'a file',
    dockerfile: ['FROM scratch', 'COPY . /app'],
    ignore: ['server.py'],
    expected: {
      config: {},
      files: {
        '/app': 'directory',
        '/app/.dockerignore': 'context:.dockerignore',
        '/app/Dockerfile': 'context:Dockerfile',
        '/app/docs': 'directory',
        '/app/docs/read me.md': 'context:docs/read me.md',
        '/app/requirements.txt': 'context:requirements.txt',
        '/app/src': 'directory',
        '/app/src/app.py': 'context:src/app.py',
        '/app/src/lib': 'directory',
        '/app/src/lib/one.py': 'context:src/lib/one.py',
        '/app/src/lib/two.txt': 'context:src/lib/two.txt',
      },
    },
  },
  {
    name: 'a pattern, and an exception',
    dockerfile: ['FROM scratch', 'COPY . /app'],
    ignore: ['# ours', '**/*.py', '!src/app.py'],
    expected: {
      config: {},
      files: {
        '/app': 'directory',
        '/app/.dockerignore': 'context:.dockerignore',
        '/app/Dockerfile': 'context:Dockerfile',
        '/app/docs': 'directory',
        '/app/docs/read me.md': 'context:docs/read me.md',
        '/app/requirements.txt': 'context:requirements.txt',
        '/app/src': 'directory',
        '/app/src/app.py': 'context:src/app.py',
        '/app/src/lib': 'directory',
        '/app/src/lib/two.txt': 'context:src/lib/two.txt',
      },
    },
  },
  {
    name: 'a folder',
    dockerfile: ['FROM scratch', 'COPY . /app'],
    ignore: ['src', 'docs/'],
    expected: {
      config: {},
      files: {
        '/app': 'directory',
        '/app/.dockerignore': 'context:.dockerignore',
        '/app/Dockerfile': 'context:Dockerfile',
        '/app/requirements.txt': 'context:requirements.txt',
        '/app/server.py': 'context:server.py',
      },
    },
  },
  {
    name: 'all but one',
    dockerfile: ['FROM scratch', 'COPY . /app'],
    ignore: ['*', '!server.py'],
    expected: {
      config: {},
      files: {
        '/app': 'directory',
        '/app/server.py': 'context:server.py',
      },
    },
  },
  {
    name: 'all but one in a folder',
    dockerfile: ['FROM scratch', 'COPY . /app'],
    ignore: ['*', '!src/lib/one.py'],
    expected: {
      config: {},
      files: {
        '/app': 'directory',
        '/app/src': 'directory',
        '/app/src/lib': 'directory',
        '/app/src/lib/one.py': 'context:src/lib/one.py',
      },
    },
  },
  {
    name: 'slashes, dots and spaces',
    dockerfile: ['FROM scratch', 'COPY . /app'],
    ignore: ['/server.py', '  ./docs  ', 'src/lib/../app.py'],
    expected: {
      config: {},
      files: {
        '/app': 'directory',
        '/app/.dockerignore': 'context:.dockerignore',
        '/app/Dockerfile': 'context:Dockerfile',
        '/app/requirements.txt': 'context:requirements.txt',
        '/app/src': 'directory',
        '/app/src/lib': 'directory',
        '/app/src/lib/one.py': 'context:src/lib/one.py',
        '/app/src/lib/two.txt': 'context:src/lib/two.txt',
      },
    },
  },
  {
    name: 'a star stays in its folder',
    dockerfile: ['FROM scratch', 'COPY . /app'],
    ignore: ['*.py', 'src/*/two.*'],
    expected: {
      config: {},
      files: {
        '/app': 'directory',
        '/app/.dockerignore': 'context:.dockerignore',
        '/app/Dockerfile': 'context:Dockerfile',
        '/app/docs': 'directory',
        '/app/docs/read me.md': 'context:docs/read me.md',
        '/app/requirements.txt': 'context:requirements.txt',
        '/app/src': 'directory',
        '/app/src/app.py': 'context:src/app.py',
        '/app/src/lib': 'directory',
        '/app/src/lib/one.py': 'context:src/lib/one.py',
      },
    },
  },
  {
    name: 'what is no pattern stops a build that takes files of the context',
    dockerfile: ['FROM scratch', 'COPY server.py /'],
    ignore: ['docs', '!'],
    expected: { error: '1: `.dockerignore` cannot be followed: its line 2, `!`, is no pattern' },
  },
  {
    name: 'what is no pattern is not read where nothing is taken from the context',
    dockerfile: ['FROM scratch', 'COPY <<EOF /a', 'text', 'EOF', 'ONBUILD COPY . /app'],
    ignore: ['!'],
    expected: { config: { OnBuild: ['COPY . /app'] }, files: { '/a': 'inline:text\n' } },
  },
  {
    name: 'what is left out cannot be copied',
    dockerfile: ['FROM scratch', 'COPY server.py /app/'],
    ignore: ['server.py'],
    expected: {
      error:
        '2: `server.py` is in the folder, and `.dockerignore` leaves it out of the build context',
    },
  },
  {
    name: 'spaces behind the first slash, a roof before a star, a start with stars behind it',
    dockerfile: ['FROM scratch', 'COPY . /app'],
    ignore: ['/ server.py', '^*.txt', 'do**', '^src', 'Dockerfile', '.dockerignore'],
    expected: {
      config: {},
      files: {
        '/app': 'directory',
        '/app/src': 'directory',
        '/app/src/app.py': 'context:src/app.py',
        '/app/src/lib': 'directory',
        '/app/src/lib/one.py': 'context:src/lib/one.py',
        '/app/src/lib/two.txt': 'context:src/lib/two.txt',
      },
    },
  },
];
