import type { PlanCase } from './plan-case.ts';

export const running: readonly PlanCase[] = [
  {
    name: 'what RUN makes is not guessed',
    dockerfile: ['FROM python:3-alpine', 'WORKDIR /app', 'RUN mkdir made && touch made/file'],
    expected: {
      config: { WorkingDir: '/app' },
      files: {
        '/app': 'directory',
        '/app/made': 'directory',
        '/app/made/file': 'made',
      },
    },
  },
  {
    name: 'rm, mv, cp and mkdir',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'COPY . .',
      'RUN rm requirements.txt && mv server.py main.py && cp src/app.py . && mkdir -p new/dir && rm -r docs',
    ],
    expected: {
      config: { WorkingDir: '/app' },
      files: {
        '/app': 'directory',
        '/app/Dockerfile': 'context:Dockerfile',
        '/app/app.py': 'context:src/app.py',
        '/app/main.py': 'context:server.py',
        '/app/new': 'directory',
        '/app/new/dir': 'directory',
        '/app/src': 'directory',
        '/app/src/app.py': 'context:src/app.py',
        '/app/src/lib': 'directory',
        '/app/src/lib/one.py': 'context:src/lib/one.py',
        '/app/src/lib/two.txt': 'context:src/lib/two.txt',
      },
    },
  },
  {
    name: 'a file that is copied twice in one command may be one file of two names',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'COPY src src',
      'RUN cp -r src/lib/one.py src /srv',
    ],
    expected: {
      config: { WorkingDir: '/app' },
      files: {
        '/app': 'directory',
        '/app/src': 'directory',
        '/app/src/app.py': 'context:src/app.py',
        '/app/src/lib': 'directory',
        '/app/src/lib/one.py': 'context:src/lib/one.py',
        '/app/src/lib/two.txt': 'context:src/lib/two.txt',
        '/srv/one.py': 'context:src/lib/one.py',
        '/srv/src': 'directory',
        '/srv/src/app.py': 'context:src/app.py',
        '/srv/src/lib': 'directory',
        '/srv/src/lib/one.py': 'context:src/lib/one.py',
        '/srv/src/lib/two.txt': 'context:src/lib/two.txt',
      },
    },
  },
  {
    name: 'cp of what is in a folder',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'COPY src src',
      'RUN mkdir all && cp -r src/lib/. all && cp -a src/lib/. new',
    ],
    expected: {
      config: { WorkingDir: '/app' },
      files: {
        '/app': 'directory',
        '/app/all': 'directory',
        '/app/all/one.py': 'context:src/lib/one.py',
        '/app/all/two.txt': 'context:src/lib/two.txt',
        '/app/new': 'directory',
        '/app/new/one.py': 'context:src/lib/one.py',
        '/app/new/two.txt': 'context:src/lib/two.txt',
        '/app/src': 'directory',
        '/app/src/app.py': 'context:src/app.py',
        '/app/src/lib': 'directory',
        '/app/src/lib/one.py': 'context:src/lib/one.py',
        '/app/src/lib/two.txt': 'context:src/lib/two.txt',
      },
    },
  },
  {
    name: 'cp of `..` puts its copies into the folder above the destination',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'COPY src src',
      'RUN cp -r src/lib/.. src/lib || true',
    ],
    expected: {
      config: { WorkingDir: '/app' },
      files: { '/app': 'directory' },
    },
  },
  {
    name: 'arithmetic that is none ends its shell',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'COPY server.py requirements.txt ./',
      'RUN (d=$(([ -e server.py ]))) && rm server.py; (: ${NONE:?}; rm requirements.txt); true',
    ],
    expected: { config: { WorkingDir: '/app' }, files: { '/app': 'directory' } },
  },
  {
    name: 'a link to a variable that nothing sets has the name of its other word',
    dockerfile: ['FROM python:3-alpine', 'WORKDIR /app', 'RUN ln -s $none /opt/y/z'],
    expected: { config: { WorkingDir: '/app' } },
  },
  {
    name: 'cd in a RUN ends with it',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /srv',
      'RUN mkdir app && cd app',
      'COPY server.py .',
    ],
    expected: {
      config: { WorkingDir: '/srv' },
      files: {
        '/srv/app': 'directory',
        '/srv/server.py': 'context:server.py',
      },
    },
  },
  {
    name: 'a branch that does not run',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /srv',
      'COPY server.py .',
      'RUN true || rm server.py',
      'RUN false && rm server.py; true',
    ],
    expected: {
      config: { WorkingDir: '/srv' },
      files: {
        '/srv/server.py': 'context:server.py',
      },
    },
  },
  {
    name: 'a here-document script',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /srv',
      'COPY server.py .',
      'RUN <<EOF',
      'mkdir sub',
      'mv server.py sub/',
      'EOF',
    ],
    expected: {
      config: { WorkingDir: '/srv' },
      files: {
        '/srv/sub': 'directory',
        '/srv/sub/server.py': 'context:server.py',
      },
    },
  },
  {
    name: 'a redirection into a folder that is not there makes nothing',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'COPY server.py .',
      'RUN echo hi > new/file; echo hi > server.py/x; echo hi > /app; true',
    ],
    expected: {
      config: { WorkingDir: '/app' },
      files: {
        '/app': 'directory',
        '/app/server.py': 'context:server.py',
      },
    },
  },
  {
    name: 'what rm, rmdir and mkdir refuse',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'COPY . .',
      'RUN rmdir server.py src; rm docs; rm -rf src/..; mkdir src new/deep; mkdir -p server.py/x; true',
    ],
    expected: {
      config: { WorkingDir: '/app' },
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
    name: 'what cp and mv refuse',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'COPY . .',
      'RUN cp src copy; cp nowhere x; mv nowhere y; cp server.py requirements.txt both; mv src src/lib; true',
    ],
    expected: {
      config: { WorkingDir: '/app' },
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
    name: 'a folder that cd does not find is not entered',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'COPY . .',
      'RUN cd nowhere; rm server.py',
      'RUN cd requirements.txt; rm src/app.py',
    ],
    expected: {
      config: { WorkingDir: '/app' },
      files: {
        '/app': 'directory',
        '/app/Dockerfile': 'context:Dockerfile',
        '/app/docs': 'directory',
        '/app/docs/read me.md': 'context:docs/read me.md',
        '/app/requirements.txt': 'context:requirements.txt',
        '/app/src': 'directory',
        '/app/src/lib': 'directory',
        '/app/src/lib/one.py': 'context:src/lib/one.py',
        '/app/src/lib/two.txt': 'context:src/lib/two.txt',
      },
    },
  },
  {
    name: 'a command whose input is not there is not run',
    dockerfile: ['FROM python:3-alpine', 'WORKDIR /app', 'RUN cat < nowhere > copy; true'],
    expected: {
      config: { WorkingDir: '/app' },
      files: {
        '/app': 'directory',
      },
    },
  },
  {
    name: 'folders made for a mount go with it',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'RUN --mount=target=in/side/context --mount=type=tmpfs,target=kept/tmp touch kept/file',
    ],
    expected: {
      config: { WorkingDir: '/app' },
      files: { '/app': 'directory', '/app/kept': 'directory', '/app/kept/file': 'made' },
    },
  },
  {
    name: 'a redirection makes its file, whether or not something writes to it',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'COPY server.py requirements.txt ./',
      'RUN > requirements.txt && { > new; d=1; } > log',
    ],
    expected: {
      config: { WorkingDir: '/app' },
      files: {
        '/app': 'directory',
        '/app/log': 'made',
        '/app/new': 'made',
        '/app/requirements.txt': 'made',
        '/app/server.py': 'context:server.py',
      },
    },
  },
  {
    name: 'what ends with a slash is no file, and touch -c makes none',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'RUN echo hi > new/; touch one/; echo hi | tee two/; touch -c three; true',
    ],
    expected: { config: { WorkingDir: '/app' }, files: { '/app': 'directory' } },
  },
  {
    name: 'a shell that reads what only a run can tell may do anything',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'RUN <<EOF sh',
      'd=`echo src`; touch /srv/$d',
      'EOF',
    ],
    expected: { config: { WorkingDir: '/app' } },
  },
  {
    name: 'Python compiles in every folder below',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'COPY src/lib src/lib',
      'RUN python3 -m compileall -q .',
    ],
    expected: {
      config: { WorkingDir: '/app' },
      files: {
        '/app': 'directory',
        '/app/src': 'directory',
        '/app/src/lib': 'directory',
        '/app/src/lib/one.py': 'context:src/lib/one.py',
        '/app/src/lib/two.txt': 'context:src/lib/two.txt',
      },
    },
  },
  {
    name: 'Python that is told nothing reads its program from its input',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'RUN python3 <<EOF',
      'open("made", "w")',
      'EOF',
    ],
    expected: { config: { WorkingDir: '/app' } },
  },
  {
    name: 'a folder made in the same RUN',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'COPY server.py .',
      'RUN mkdir sub; cd sub; cp ../server.py .',
    ],
    expected: {
      config: { WorkingDir: '/app' },
      files: {
        '/app': 'directory',
        '/app/server.py': 'context:server.py',
        '/app/sub': 'directory',
        '/app/sub/server.py': 'context:server.py',
      },
    },
  },
  {
    name: 'the shell makes names of a pattern',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'COPY src/lib requirements.txt ./',
      'COPY server.py .hidden',
      'RUN mkdir /w',
      'RUN cp *.txt /w/',
      'RUN touch /w/none',
      'RUN rm -r ./*',
    ],
    expected: {
      config: { WorkingDir: '/app' },
      files: {
        '/app': 'directory',
        '/app/.hidden': 'context:server.py',
        '/w': 'directory',
        '/w/none': 'made',
        '/w/requirements.txt': 'context:requirements.txt',
        '/w/two.txt': 'context:src/lib/two.txt',
      },
    },
  },
  {
    name: 'set -f: a pattern is a word',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'COPY server.py .',
      'RUN set -f; touch *.py',
    ],
    expected: { config: { WorkingDir: '/app' } },
  },
  {
    name: 'a pattern with a folder in front, and one of single characters',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'COPY src src',
      'RUN rm src/lib/???.py /app/src/*.p?',
    ],
    expected: {
      config: { WorkingDir: '/app' },
      files: {
        '/app': 'directory',
        '/app/src': 'directory',
        '/app/src/lib': 'directory',
        '/app/src/lib/two.txt': 'context:src/lib/two.txt',
      },
    },
  },
  {
    name: 'links, and what is reached through them',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'COPY server.py .',
      'RUN mkdir sub && ln -s server.py main.py && ln -s ../server.py sub && ln -sf /app /job',
      'RUN cd /job && mv main.py first.py && cp /job/sub/server.py /srv/',
    ],
    expected: {
      config: { WorkingDir: '/app' },
      files: {
        '/app': 'directory',
        '/app/first.py': 'made',
        '/app/server.py': 'context:server.py',
        '/app/sub': 'directory',
        '/app/sub/server.py': 'made',
        '/srv/server.py': 'context:server.py',
        '/job': 'made',
      },
    },
  },
  {
    name: 'rm -f of what is not there',
    dockerfile: ['FROM python:3-alpine', 'WORKDIR /app', 'RUN rm -f a && rm -rf b && rm --force c'],
    expected: { config: { WorkingDir: '/app' }, files: { '/app': 'directory' } },
  },
  {
    name: 'a shell that only looks for mistakes runs nothing',
    dockerfile: ['FROM python:3-alpine', 'WORKDIR /app', 'RUN sh -n -c "touch made"'],
    expected: { config: { WorkingDir: '/app' }, files: { '/app': 'directory' } },
  },
  {
    name: 'an empty word names no file',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'COPY server.py .',
      'RUN rm -rf "$NOTHING" && { mv "" /moved || true; } && if [ -d "" ]; then rm server.py; fi',
    ],
    expected: {
      config: { WorkingDir: '/app' },
      files: { '/app': 'directory', '/app/server.py': 'context:server.py' },
    },
  },
  {
    name: 'what dd, sort and uniq are told to write',
    dockerfile: [
      'FROM python:3-alpine',
      'WORKDIR /app',
      'COPY requirements.txt .',
      'RUN dd if=requirements.txt of=/one && sort requirements.txt -o two && uniq two three',
    ],
    expected: {
      config: { WorkingDir: '/app' },
      files: {
        '/app': 'directory',
        '/app/requirements.txt': 'context:requirements.txt',
        '/app/three': 'made',
        '/app/two': 'made',
        '/one': 'made',
      },
    },
  },
];
