import type { Random } from './random.ts';

/** The lines of a Dockerfile by what they are for; an empty one is left out. */
export interface Recipe {
  readonly from: string;
  readonly about: string;
  readonly workdir: string;
  readonly requirements: string;
  readonly server: string;
  readonly expose: string;
  readonly install: string;
  readonly user: string;
  readonly start: string;
}

type Part = keyof Recipe;

/** As the workshop's pages have it, line by line. */
const tutorial: Recipe = {
  from: 'FROM python:3-alpine',
  about: '',
  workdir: 'WORKDIR /usr/src/app',
  requirements: 'COPY ./requirements.txt .',
  server: 'COPY ./server.py .',
  expose: 'EXPOSE 8000',
  install: 'RUN pip install -qr requirements.txt',
  user: '',
  start: 'CMD ["python3", "./server.py"]',
};

const otherSpellings: Readonly<Record<Part, readonly [string, ...string[]]>> = {
  from: [
    'from python:3-alpine',
    'FROM python:3-alpine AS app',
    'ARG TAG=3-alpine\nFROM python:${TAG}',
  ],
  about: [
    'LABEL maintainer="ada@example.org"',
    'LABEL version="1.0" description="My first image"',
    'ENV PYTHONUNBUFFERED=1',
    'ENV PYTHONDONTWRITEBYTECODE=1 \\\n    PYTHONUNBUFFERED=1',
  ],
  workdir: [
    'WORKDIR /usr/src/app/',
    'WORKDIR "/usr/src/app"',
    'WORKDIR /usr/src\nWORKDIR app',
    'ENV APP_HOME=/usr/src/app\nWORKDIR $APP_HOME',
  ],
  requirements: [
    'COPY requirements.txt ./',
    'COPY requirements.txt /usr/src/app/',
    'COPY ["requirements.txt", "./"]',
    'COPY requirements.txt requirements.txt',
    'ADD requirements.txt .',
  ],
  server: [
    'COPY server.py .',
    'COPY server.py ./server.py',
    'COPY *.py ./',
    'COPY . .',
    'COPY . ./',
  ],
  expose: ['EXPOSE 8000/tcp', 'EXPOSE   8000', 'expose 8000', 'ENV PORT=8000\nEXPOSE $PORT'],
  install: [
    'RUN pip install -r requirements.txt',
    'RUN pip install --no-cache-dir -r requirements.txt',
    'RUN pip3 install --no-cache-dir -qr requirements.txt',
    'RUN python3 -m pip install -r ./requirements.txt',
    'RUN ["pip", "install", "-r", "requirements.txt"]',
    'RUN set -e; \\\n    pip install -q --no-cache-dir \\\n      -r requirements.txt',
  ],
  user: ['USER nobody', 'USER 1000', 'RUN adduser -D app\nUSER app'],
  start: [
    'CMD ["python3", "server.py"]',
    'CMD ["python", "server.py"]',
    'CMD [ "python3", "/usr/src/app/server.py" ]',
    'CMD ["python3", "-u", "server.py"]',
    'CMD python3 server.py',
    'CMD exec python3 ./server.py',
    'ENTRYPOINT ["python3", "server.py"]',
    'ENTRYPOINT ["python3"]\nCMD ["./server.py"]',
  ],
};

/** A right one: half of all learners keep to the pages, the others have their own words for a line or more. */
export function rightRecipe(random: Random): Recipe {
  if (random.chance(0.5)) return tutorial;
  const spelt = (part: Part, share: number) =>
    random.chance(share) ? random.pick(otherSpellings[part]) : tutorial[part];
  return {
    from: spelt('from', 0.15),
    about: spelt('about', 0.3),
    workdir: spelt('workdir', 0.2),
    requirements: spelt('requirements', 0.4),
    server: spelt('server', 0.4),
    expose: spelt('expose', 0.2),
    install: spelt('install', 0.6),
    user: spelt('user', 0.15),
    start: spelt('start', 0.5),
  };
}

type Order = readonly [Part, ...Part[]];

const head = ['from', 'about', 'workdir'] as const;
const tail = ['user', 'start'] as const;
const orders: readonly [Order, ...Order[]] = [
  [...head, 'requirements', 'server', 'expose', 'install', ...tail],
  [...head, 'requirements', 'server', 'install', 'expose', ...tail],
  [...head, 'requirements', 'install', 'server', 'expose', ...tail],
  [...head, 'expose', 'requirements', 'server', 'install', ...tail],
];

const comments: Readonly<Partial<Record<Part, string>>> = {
  from: '# Python on a small Linux',
  workdir: '# everything below happens in this folder',
  requirements: '# my files',
  install: '# Flask',
  expose: '# the port of the server',
  start: '# start it',
};

/** Writes it down with blank lines and comments as people have them, which change nothing. */
export function writeDown(recipe: Recipe, random: Random): string {
  const order = random.chance(0.6) ? orders[0] : random.pick(orders);
  const isCommented = random.chance(0.3);
  const between = random.chance(0.35) ? '\n\n' : '\n';
  const lines = order
    .filter((part) => recipe[part] !== '')
    .map((part) => {
      const comment = isCommented && random.chance(0.6) ? comments[part] : undefined;
      return comment === undefined ? recipe[part] : `${comment}\n${recipe[part]}`;
    });
  const text = lines.join(between) + (random.chance(0.85) ? '\n' : '');
  return random.chance(0.08) ? text.replaceAll('\n', '\r\n') : text;
}
