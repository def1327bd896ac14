import { describe, expect, test } from 'vitest';
import type { HistoryEntry, OtherImage, TagEvidence } from '../evidence.ts';
import { witnessOf } from '../verdicts/witness.ts';
import { tagged } from './tagged.ts';

const text = `FROM python:3-alpine
WORKDIR /app
COPY ./requirements.txt .
COPY ./server.py .
EXPOSE 8000
RUN pip install -qr requirements.txt
CMD ["python3", "./server.py"]
`;
const own = [
  'WORKDIR /app',
  'COPY ./requirements.txt .',
  'COPY ./server.py .',
  'EXPOSE map[8000/tcp:{}]',
  'RUN pip install -qr requirements.txt',
  'CMD ["python3" "./server.py"]',
];
const docs = 'https://docs.docker.com/reference/cli/docker/buildx/build/#tag';
const rule =
  'A tag stays with the image it was given to. When the Dockerfile or the files change, only a new build moves the tag to the new image.';

function judge(tag: string, evidence?: TagEvidence, dockerfile = text) {
  const tags = evidence && new Map([[tag, evidence]]);
  return tagged(tag).judge(witnessOf(dockerfile, undefined, tags === undefined ? {} : { tags }));
}

function history(texts: readonly string[], base = 1): readonly HistoryEntry[] {
  return [
    { text: 'ADD rootfs.tar /', created: base },
    ...texts.map((text) => ({ text, created: 100 })),
  ];
}

function other(texts: readonly string[], more: Partial<OtherImage> = {}): OtherImage {
  return {
    kind: 'other-image',
    imageId: 'sha256:a',
    command: ['python3', './server.py'],
    present: [],
    history: history(texts),
    presentHistory: history(own),
    changedFiles: [],
    ...more,
  };
}

test('a tag of the present build holds, and says what there is to see', () => {
  const imageId = `sha256:${'a'.repeat(64)}`;
  expect(judge('myapp:latest', { kind: 'current', imageId, layers: [] })).toEqual({
    kind: 'holds',
    note: '`docker images myapp` shows it: repository `myapp`, tag `latest`, id `aaaaaaaaaaaa`.',
  });
});

test('tells nothing where nobody looked', () => {
  expect(judge('myapp:latest')).toEqual({
    kind: 'unknown',
    reason: 'The engine was not asked for `myapp:latest`.',
  });
});

test.each([
  [
    'myapp:latest',
    [],
    [],
    'Your engine has no image named `myapp:latest`.',
    'An image that is built without `-t` has an id and no name. With `-t myapp` it gets the name, and the tag `latest` by itself.',
  ],
  [
    'myapp:version1',
    ['myapp:latest'],
    ['myapp:latest'],
    'Your engine has no image named `myapp:version1`.',
    'One image can have many tags; each is given by name, after the colon.',
  ],
  [
    'myapp:latest',
    ['myapp:version1'],
    ['myapp:version1'],
    'Your engine has no image named `myapp:latest`; the image of your Dockerfile is there as `myapp:version1`.',
    'Docker adds the tag `latest` only where `-t` gives a name without a tag.',
  ],
  [
    'myapp:latest',
    ['my-app:latest'],
    ['my-app:latest'],
    'Your engine has no image named `myapp:latest`; it has `my-app:latest`.',
    'A repository counts letter by letter, and `my-app` is another one than `myapp`.',
  ],
])('missing: %s where there is %j', (tag, others, present, message, why) => {
  const command = `docker build -t ${tag.replace(':latest', '')} .`;
  const help = `Run \`${command}\` beside the Dockerfile.`;
  expect(judge(tag, { kind: 'missing', others, present })).toEqual({
    kind: 'broken',
    diagnostics: [{ check: 'tagged', message, why, help, docs }],
  });
});

describe('a tag that stayed on another image', () => {
  const inLine = (line: number, columns: number) => ({
    start: { line, column: 1 },
    end: { line, column: columns + 1 },
  });
  const again = 'Run `docker build -t myapp:version1 .` again, beside the Dockerfile.';
  const moves =
    'Run `docker build -t myapp:version1 .` beside the Dockerfile: it moves the tag to your image.';
  const staged = `FROM python:3-alpine AS made\n${text.replace(/^RUN.*$/m, 'COPY --from=made /x .')}`;
  const ownStaged = own.with(4, 'COPY /x .');

  test.each([
    {
      title: 'a line that changed',
      image: other(own.with(3, 'EXPOSE map[8080/tcp:{}]')),
      message: ' is an older build: your Dockerfile changed on line 5 since.',
      more: 'In that image the line was `EXPOSE 8080/tcp`. ',
      range: inLine(5, 11),
    },
    {
      title: 'another CMD, and when it was made',
      image: other(own.with(5, 'CMD ["python3" "app.py"]'), {
        createdAt: '2026-11-20T10:11:12.123456789Z',
      }),
      message: ' is an older build: your Dockerfile changed on line 7 since.',
      more: 'In that image the line was `CMD ["python3", "app.py"]`. It was made on 2026-11-20 10:11 UTC. ',
      range: inLine(7, 30),
    },
    {
      title: 'a build argument',
      image: other(own.with(4, 'RUN |1 V=2 pip install -qr requirements.txt')),
      message: ' is an older build: your Dockerfile changed on line 6 since.',
      more: 'In that image the line was `RUN pip install -qr requirements.txt`, where a value may have come from `--build-arg`. ',
      range: inLine(6, 36),
    },
    {
      title: 'a line that is new',
      image: other(own.toSpliced(3, 1)),
      message: ' is an older build: line 5 of your Dockerfile is new since.',
      range: inLine(5, 11),
    },
    {
      title: 'a line that is gone',
      image: other(own.toSpliced(3, 0, 'USER 1')),
      message:
        ' is an older build: it was made with `USER 1`, which your Dockerfile no longer has.',
    },
    {
      title: 'a file that changed',
      image: other(own, { changedFiles: ['/app/server.py'] }),
      message: ' is an older build: `server.py`, which line 4 copies, has changed since.',
      range: inLine(4, 18),
    },
    {
      title: 'files that changed',
      dockerfile: text.replace('COPY ./server.py .', 'COPY . .'),
      image: other(own, { changedFiles: ['/app/requirements.txt', '/app/server.py'] }),
      message: ' is an older build: `requirements.txt`, which line 3 copies, has changed since.',
      range: inLine(3, 25),
    },
    {
      title: 'what the classic builder copied',
      image: other(own.with(2, `COPY file:${'a'.repeat(64)} in .`), {
        presentHistory: history(own.with(2, `COPY file:${'b'.repeat(64)} in .`)),
      }),
      message: ' is an older build: what line 4 brings into the image was made anew since.',
      range: inLine(4, 18),
    },
    {
      title: 'what a stage made',
      dockerfile: staged,
      image: other(ownStaged, { presentHistory: history(ownStaged) }),
      message: ' is an older build: what line 7 brings into the image was made anew since.',
      range: inLine(7, 21),
    },
    {
      title: 'files that could not be compared',
      image: other(own),
      message: ' is an older build: not all that it copied can be compared with your files.',
    },
    {
      title: 'another base image',
      image: other(own, { history: history(own, 2) }),
      message: ' is an older build: it stands on another base image than line 1 names now.',
      more: 'Either that line was changed, or `python:3-alpine` has been fetched anew since. ',
      range: inLine(1, 20),
    },
    {
      title: 'the base image itself',
      help: moves,
      image: other([]),
      message: ' is the base image itself: nothing of your Dockerfile is in it.',
    },
    {
      title: 'another image',
      help: moves,
      image: other(['RUN npm ci'], { command: ['node', 'a\u001b[31m.js'] }),
      message: ' is another image: nothing in it was made by your Dockerfile.',
      more: 'Its containers start `node a.js`. ',
    },
    {
      title: 'another image that starts nothing',
      help: moves,
      image: other(['RUN npm ci'], { command: [] }),
      message: ' is another image: nothing in it was made by your Dockerfile.',
      more: 'It ends with `RUN npm ci`. ',
    },
    {
      title: 'a history that is not the Dockerfile’s',
      image: other(own, { presentHistory: [] }),
      message: ' is not the image that this Dockerfile builds now.',
    },
  ])('$title', ({ image, message, more = '', range, dockerfile, help = again }) => {
    expect(judge('myapp:version1', image, dockerfile)).toEqual({
      kind: 'broken',
      diagnostics: [
        {
          check: 'tagged',
          message: `\`myapp:version1\`${message}`,
          why: `${more}${rule}`,
          help,
          docs,
          ...(range && { range }),
        },
      ],
    });
  });

  test('while the other tag moved on', () => {
    const present = ['myapp:latest'];
    expect(judge('myapp:version1', other([], { present }))).toMatchObject({
      diagnostics: [
        {
          why: `${rule} \`myapp:latest\` is the image of your present Dockerfile; each tag moves on its own.`,
        },
      ],
    });
  });
});
