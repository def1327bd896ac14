import type { PlanCase } from './plan-case.ts';

export const copying: readonly PlanCase[] = [
  {
    name: 'a folder: what is in it',
    dockerfile: ['FROM scratch', 'COPY src /app'],
    expected: {
      config: {},
      files: {
        '/app': 'directory',
        '/app/app.py': 'context:src/app.py',
        '/app/lib': 'directory',
        '/app/lib/one.py': 'context:src/lib/one.py',
        '/app/lib/two.txt': 'context:src/lib/two.txt',
      },
    },
  },
  {
    name: 'everything',
    dockerfile: ['FROM scratch', 'COPY . /app/'],
    expected: {
      config: {},
      files: {
        '/app': 'directory',
        '/app/Dockerfile': 'context:Dockerfile',
        '/app/docs': 'directory',
        '/app/docs/read me.md': 'context:docs/read me.md',
        '/app/requirements.txt': 'context:requirements.txt',
        '/app/server.py': 'context:server.py',
        '/app/src': 'directory',
        '/app/src/app.py': 'context:src/app.py',
        '/app/src/lib': 'directory',
        '/app/src/lib/one.py': 'context:src/lib/one.py',
        '/app/src/lib/two.txt': 'context:src/lib/two.txt',
      },
    },
  },
  {
    name: 'two files into a folder',
    dockerfile: ['FROM scratch', 'WORKDIR /app', 'COPY requirements.txt server.py ./'],
    expected: {
      config: { WorkingDir: '/app' },
      files: {
        '/app': 'directory',
        '/app/requirements.txt': 'context:requirements.txt',
        '/app/server.py': 'context:server.py',
      },
    },
  },
  {
    name: 'a file under a new name',
    dockerfile: ['FROM scratch', 'COPY server.py /app/main.py'],
    expected: {
      config: {},
      files: {
        '/app': 'directory',
        '/app/main.py': 'context:server.py',
      },
    },
  },
  {
    name: 'a file into a folder that is there',
    dockerfile: ['FROM scratch', 'WORKDIR /app', 'COPY server.py /app'],
    expected: {
      config: { WorkingDir: '/app' },
      files: {
        '/app': 'directory',
        '/app/server.py': 'context:server.py',
      },
    },
  },
  {
    name: 'a file where nothing is',
    dockerfile: ['FROM scratch', 'COPY server.py /app'],
    expected: {
      config: {},
      files: {
        '/app': 'context:server.py',
      },
    },
  },
  {
    name: 'a relative destination',
    dockerfile: ['FROM scratch', 'WORKDIR /usr/src', 'COPY server.py app/'],
    expected: {
      config: { WorkingDir: '/usr/src' },
      files: {
        '/usr': 'directory',
        '/usr/src': 'directory',
        '/usr/src/app': 'directory',
        '/usr/src/app/server.py': 'context:server.py',
      },
    },
  },
  {
    name: 'JSON form with spaces',
    dockerfile: ['FROM scratch', 'COPY ["docs/read me.md", "/my docs/"]'],
    expected: {
      config: {},
      files: {
        '/my docs': 'directory',
        '/my docs/read me.md': 'context:docs/read me.md',
      },
    },
  },
  {
    name: 'globs',
    dockerfile: ['FROM scratch', 'COPY *.py *.txt /app/', 'COPY src/lib/*.?xt /lib/'],
    expected: {
      config: {},
      files: {
        '/app': 'directory',
        '/app/requirements.txt': 'context:requirements.txt',
        '/app/server.py': 'context:server.py',
        '/lib': 'directory',
        '/lib/two.txt': 'context:src/lib/two.txt',
      },
    },
  },
  {
    name: 'a glob that matches a folder',
    dockerfile: ['FROM scratch', 'COPY s* /app/'],
    expected: {
      config: {},
      files: {
        '/app': 'directory',
        '/app/app.py': 'context:src/app.py',
        '/app/lib': 'directory',
        '/app/lib/one.py': 'context:src/lib/one.py',
        '/app/lib/two.txt': 'context:src/lib/two.txt',
        '/app/server.py': 'context:server.py',
      },
    },
  },
  {
    name: 'a pattern with a class',
    dockerfile: ['FROM scratch', 'COPY [r-s]e*[tv]* /app/'],
    expected: {
      config: {},
      files: {
        '/app': 'directory',
        '/app/requirements.txt': 'context:requirements.txt',
        '/app/server.py': 'context:server.py',
      },
    },
  },
  {
    name: 'the same file twice: the later wins',
    dockerfile: ['FROM scratch', 'COPY server.py /app/x', 'COPY requirements.txt /app/x'],
    expected: {
      config: {},
      files: {
        '/app': 'directory',
        '/app/x': 'context:requirements.txt',
      },
    },
  },
  {
    name: 'over a folder that is there',
    dockerfile: ['FROM scratch', 'COPY src /app', 'COPY src/lib /app/lib/deep'],
    expected: {
      config: {},
      files: {
        '/app': 'directory',
        '/app/app.py': 'context:src/app.py',
        '/app/lib': 'directory',
        '/app/lib/deep': 'directory',
        '/app/lib/deep/one.py': 'context:src/lib/one.py',
        '/app/lib/deep/two.txt': 'context:src/lib/two.txt',
        '/app/lib/one.py': 'context:src/lib/one.py',
        '/app/lib/two.txt': 'context:src/lib/two.txt',
      },
    },
  },
  {
    name: 'variables in both',
    dockerfile: ['FROM scratch', 'ENV from=src to=/target', 'COPY $from ${to}/x'],
    expected: {
      config: { Env: ['from=src', 'to=/target'] },
      files: {
        '/target': 'directory',
        '/target/x': 'directory',
        '/target/x/app.py': 'context:src/app.py',
        '/target/x/lib': 'directory',
        '/target/x/lib/one.py': 'context:src/lib/one.py',
        '/target/x/lib/two.txt': 'context:src/lib/two.txt',
      },
    },
  },
  {
    name: 'from a stage by name and number',
    dockerfile: [
      'FROM scratch AS one',
      'COPY server.py /x/',
      'FROM scratch',
      'COPY --from=one /x /a',
      'COPY --from=0 /x/server.py /b/',
    ],
    expected: {
      config: {},
      files: {
        '/a': 'directory',
        '/a/server.py': 'context:server.py',
        '/b': 'directory',
        '/b/server.py': 'context:server.py',
      },
    },
  },
  {
    name: 'from a stage: a folder to where it was',
    dockerfile: ['FROM scratch AS one', 'COPY src /x/src', 'FROM scratch', 'COPY --from=one /x /'],
    expected: {
      config: {},
      files: {
        '/src': 'directory',
        '/src/app.py': 'context:src/app.py',
        '/src/lib': 'directory',
        '/src/lib/one.py': 'context:src/lib/one.py',
        '/src/lib/two.txt': 'context:src/lib/two.txt',
      },
    },
  },
  {
    name: 'ADD copies too',
    dockerfile: ['FROM scratch', 'ADD src/lib /lib', 'ADD server.py /'],
    expected: {
      config: {},
      files: {
        '/lib': 'directory',
        '/lib/one.py': 'context:src/lib/one.py',
        '/lib/two.txt': 'context:src/lib/two.txt',
        '/server.py': 'context:server.py',
      },
    },
  },
  {
    name: 'flags',
    dockerfile: [
      'FROM scratch',
      'COPY --chmod=700 --chown=1:2 server.py /a',
      'COPY --link requirements.txt /b/',
    ],
    expected: {
      config: {},
      files: {
        '/a': 'context:server.py',
        '/b': 'directory',
        '/b/requirements.txt': 'context:requirements.txt',
      },
    },
  },
  {
    name: '.. stays inside the context',
    dockerfile: [
      'FROM scratch',
      'COPY ../server.py /a',
      'COPY /requirements.txt /b',
      'COPY src/../server.py /c',
    ],
    expected: {
      config: {},
      files: {
        '/a': 'context:server.py',
        '/b': 'context:requirements.txt',
        '/c': 'context:server.py',
      },
    },
  },
  {
    name: 'a destination with dots',
    dockerfile: ['FROM scratch', 'WORKDIR /a/b', 'COPY server.py ../c/./x.py'],
    expected: {
      config: { WorkingDir: '/a/b' },
      files: {
        '/a': 'directory',
        '/a/b': 'directory',
        '/a/c': 'directory',
        '/a/c/x.py': 'context:server.py',
      },
    },
  },
  {
    name: 'links in a folder stay links, whether or not they lead somewhere',
    dockerfile: ['FROM scratch', 'COPY src/lib /a'],
    links: { 'src/lib/up.py': '../app.py', 'src/lib/broken': 'nowhere' },
    expected: {
      config: {},
      files: {
        '/a': 'directory',
        '/a/broken': 'context:src/lib/broken',
        '/a/one.py': 'context:src/lib/one.py',
        '/a/two.txt': 'context:src/lib/two.txt',
        '/a/up.py': 'context:src/lib/up.py',
      },
    },
  },
  {
    name: 'a pattern wants each link below what it matches to lead somewhere',
    dockerfile: ['FROM scratch', 'COPY s* /a/'],
    links: { 'src/lib/broken': 'nowhere' },
    expected: {
      error: '2: `src/lib/broken` is a link to what is not there, so it cannot be copied',
    },
  },
  {
    name: 'two files to one name: the later is there',
    dockerfile: ['FROM scratch', 'COPY server.py requirements.txt /app'],
    expected: {
      config: {},
      files: {
        '/app': 'context:requirements.txt',
      },
    },
  },
];
