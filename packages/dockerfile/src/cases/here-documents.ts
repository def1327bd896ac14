import type { PlanCase } from './plan-case.ts';

export const hereDocuments: readonly PlanCase[] = [
  {
    name: 'COPY writes files',
    dockerfile: ['FROM scratch', 'COPY <<one <<two /app/', '1', 'one', '2', 'two'],
    expected: {
      config: {},
      files: {
        '/app': 'directory',
        '/app/one': `inline:1
`,
        '/app/two': `inline:2
`,
      },
    },
  },
  {
    name: 'COPY with a name for the file',
    dockerfile: ['FROM scratch', 'WORKDIR /app', 'COPY <<EOF hello.txt', 'hello', '  world', 'EOF'],
    expected: {
      config: { WorkingDir: '/app' },
      files: {
        '/app': 'directory',
        '/app/hello.txt': `inline:hello
  world
`,
      },
    },
  },
  {
    name: 'variables are expanded, where the word is not quoted',
    dockerfile: [
      'FROM scratch',
      'ENV who=world',
      'COPY <<one <<"two" /app/',
      'hello $who',
      'one',
      'hello $who',
      'two',
    ],
    expected: {
      config: { Env: ['who=world'] },
      files: {
        '/app': 'directory',
        '/app/one': `inline:hello world
`,
        '/app/two': `inline:hello $who
`,
      },
    },
  },
  {
    name: 'tabs at the start are taken away',
    dockerfile: ['FROM scratch', 'COPY <<-EOF /a', '\t\tindented', '\tEOF'],
    expected: {
      config: {},
      files: {
        '/a': `inline:indented
`,
      },
    },
  },
  {
    name: 'beside files of the context',
    dockerfile: ['FROM scratch', 'COPY server.py <<EOF /app/', 'text', 'EOF'],
    expected: {
      config: {},
      files: {
        '/app': 'directory',
        '/app/EOF': `inline:text
`,
        '/app/server.py': 'context:server.py',
      },
    },
  },
  {
    name: 'ADD writes files too',
    dockerfile: ['FROM scratch', 'ADD <<EOF /a', 'text', 'EOF'],
    expected: {
      config: {},
      files: {
        '/a': `inline:text
`,
      },
    },
  },
];
