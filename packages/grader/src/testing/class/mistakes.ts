import type { Recipe } from './recipe.ts';

/** What a learner got wrong, and what is known of it. */
export interface Mistake {
  readonly recipe?: Partial<Recipe>;
  /** Files beside the app's own or in their place; with `undefined` not there. */
  readonly files?: Readonly<Record<string, string | undefined>>;
  /** Ids of the steps that fail; the others pass, or are blocked by these. */
  readonly fails: readonly string[];
  /** All is well once the grader's own app takes the place of the learner's. */
  readonly isOfTheApp?: true;
}

const wrong = (fails: string, recipe: Partial<Recipe>): Mistake => ({ fails: [fails], recipe });
const wrongApp = (server: string): Mistake => ({
  fails: ['serve'],
  files: { 'server.py': server },
  isOfTheApp: true,
});

const flask = (home: string, run: string) => `import time

from flask import Flask

app = Flask(__name__)


@app.get("/")
def home():
    ${home}


${run}
`;

/** By name: what goes wrong in a class that works through the tutorial. */
export const mistakes = {
  'nothing-handed-in': { fails: ['create-dockerfile'], files: { Dockerfile: undefined } },
  'name-with-an-extension': {
    fails: ['create-dockerfile'],
    files: { Dockerfile: undefined, 'Dockerfile.txt': 'FROM python:3-alpine\n' },
  },
  'from-misspelt': wrong('base-image', { from: 'FORM python:3-alpine' }),
  'comment-after-from': wrong('base-image', { from: 'FROM python:3-alpine # small' }),
  'from-scratch': wrong('base-image', { from: 'FROM scratch' }),

  'user-for-usr': wrong('working-directory', { workdir: 'WORKDIR /user/src/app' }),
  'cd-for-workdir': wrong('working-directory', {
    workdir: 'RUN mkdir -p /usr/src/app && cd /usr/src/app',
  }),
  'no-workdir': wrong('working-directory', { workdir: '' }),

  'one-file-copied': wrong('copy-files', { requirements: '' }),
  'file-misspelt': wrong('copy-files', { server: 'COPY ./sever.py .' }),
  'path-of-the-laptop': wrong('copy-files', { server: 'COPY ~/app/server.py .' }),
  'file-as-destination': wrong('copy-files', {
    requirements: '',
    server: 'COPY requirements.txt server.py',
  }),
  'ignored-files': { fails: ['copy-files'], files: { '.dockerignore': '*.md\n*.txt\n' } },

  'no-expose': wrong('expose-port', { expose: '' }),
  'expose-as-a-comment': wrong('expose-port', { expose: '# EXPOSE 8000' }),
  'port-of-the-web': wrong('expose-port', { expose: 'EXPOSE 80' }),
  'ports-as-a-pair': wrong('expose-port', { expose: 'EXPOSE 8080:80' }),

  'folder-that-is-there': wrong('install-dependencies', {
    workdir: 'WORKDIR /usr/src/app\nRUN mkdir /usr/src/app',
  }),
  'nothing-installed': wrong('install-dependencies', { install: '' }),
  'no-r-for-pip': wrong('install-dependencies', { install: 'RUN pip install requirements.txt' }),
  'downloaded-only': wrong('install-dependencies', {
    install: 'RUN pip download -r requirements.txt',
  }),

  'no-start-command': wrong('start-command', { start: '' }),
  'single-quotes': wrong('start-command', { start: "CMD ['python3', './server.py']" }),
  'one-word-for-all': wrong('start-command', { start: 'CMD ["python3 ./server.py"]' }),
  'other-script': wrong('start-command', { start: 'CMD ["python3", "app.py"]' }),
  'second-cmd': wrong('start-command', { start: 'CMD ["python3", "server.py"]\nCMD ["python3"]' }),
  'sleeps-first': wrong('start-command', { start: 'CMD sleep infinity; python3 server.py' }),

  'apt-on-alpine': wrong('build-image', { about: 'RUN apt-get update' }),
  'check-that-fails': wrong('build-image', { user: 'RUN python3 -c "import fastapi"' }),

  'python-astray': wrong('serve', { user: 'ENV PYTHONHOME=/usr/src/app' }),
  'file-of-root-alone': wrong('serve', { user: 'RUN chmod 600 server.py\nUSER nobody' }),

  'port-of-flask': wrongApp(flask('return "Hello"', 'app.run(host="0.0.0.0")')),
  'this-container-only': wrongApp(flask('return "Hello"', 'app.run(port=8000)')),
  'import-not-listed': wrongApp('import requests\n'),
  'never-answers': wrongApp(flask('time.sleep(3600)', 'app.run(host="0.0.0.0", port=8000)')),
  'page-of-its-own': wrongApp(flask('return "Hello"', 'app.run(host="0.0.0.0", port=8000)')),
} satisfies Readonly<Record<string, Mistake>>;
