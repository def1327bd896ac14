import { expect, test } from 'vitest';
import type { Row } from '../verdicts/row.ts';
import type { Told } from '../verdicts/told.ts';
import { toldBy } from '../verdicts/told.ts';
import { exposesPort } from './exposes-port.ts';

const check = exposesPort(8000);

const cases: readonly (readonly [name: string, source: Row[1], told: Told, files?: Row[2]])[] = [
  [
    'none',
    { expose: '' },
    [
      'The image does not say which port its containers listen on.',
      '`EXPOSE` writes the port into the image, so that people and tools know where the app answers.',
      'Add the line `EXPOSE 8000`.',
      '',
    ],
  ],
  [
    'a comment',
    { expose: '# EXPOSE 8000' },
    [
      'Line 5 is a comment: `# EXPOSE 8000`.',
      'A line that starts with `#` is a note for people; Docker does nothing with it.',
      'Remove the `#`, so that the line reads `EXPOSE 8000`.',
      '# EXPOSE 8000',
    ],
  ],
  [
    'UDP',
    { expose: 'EXPOSE 8000/udp' },
    [
      'The image exposes port 8000 for UDP.',
      'A port number stands for two different doors, one for TCP and one for UDP. A web server talks HTTP, and that runs over TCP.',
      'Write `EXPOSE 8000`; without a protocol Docker takes TCP.',
      '8000/udp',
    ],
  ],
  [
    'another port',
    { expose: 'EXPOSE 80' },
    [
      'The image exposes port `80`, and the app listens on 8000.',
      '`EXPOSE` tells people and tools where the app answers; it does not move the app to another port.',
      'Write `EXPOSE 8000`.',
      '80',
    ],
  ],
  [
    'a pair, as for docker run -p',
    { expose: 'EXPOSE 8000:80' },
    [
      '`8000:80` exposes port `80`, not 8000.',
      '`EXPOSE` names a port inside the container. A pair of ports belongs to `docker run -p`, where the machine’s port comes first; `EXPOSE` uses only the one after the colon.',
      'Write `EXPOSE 8000`.',
      '8000:80',
      'BuildKit ExposeInvalidFormat',
    ],
  ],
  [
    'many others',
    { expose: 'EXPOSE 8001-8010' },
    [
      'The image exposes ports `8001`, `8002`, `8003` and 7 more, and the app listens on 8000.',
      '`EXPOSE` tells people and tools where the app answers; it does not move the app to another port.',
      'Write `EXPOSE 8000`.',
      '8001-8010',
    ],
  ],
  [
    'a comment on the line',
    { expose: 'EXPOSE 8000 # web' },
    [
      '`#` is not the number of a port, from 1 to 65535.',
      'A `#` starts a comment only at the beginning of a line. Here Docker takes it for a word of the instruction.',
      'Put the comment on a line of its own.',
      '#',
    ],
  ],
  [
    'no number',
    { expose: 'EXPOSE web' },
    [
      '`web` is not the number of a port, from 1 to 65535.',
      'A port is a number, with `/tcp` or `/udp` after it where that matters; spaces stand between several. At anything else Docker stops.',
      'Write `EXPOSE 8000`.',
      'web',
    ],
  ],
  [
    'misspelt',
    { expose: 'EXPSE 8000' },
    [
      'Docker has no instruction `EXPSE`.',
      'A Dockerfile is a list of instructions with fixed names; at a name it does not know Docker stops and builds nothing.',
      'Write `EXPOSE` instead of `EXPSE`.',
      'EXPSE',
    ],
  ],
  [
    'no space',
    { expose: 'EXPOSE=8000' },
    [
      'A space is missing after `EXPOSE`: Docker reads `EXPOSE=8000` as one word.',
      'The name of an instruction ends at the first space; as one word it is an instruction that Docker does not know.',
      'Put a space after `EXPOSE` in place of `=`.',
      'EXPOSE=8000',
    ],
  ],
  [
    'a no-break space',
    { expose: 'EXPOSE 8000' },
    [
      'The character after `EXPOSE` looks like a space and is none.',
      'Text copied from a web page can hold no-break spaces. To Docker they are letters, so it reads one long word that it does not know.',
      'Delete the character after `EXPOSE` and type a space.',
      'EXPOSE 8000',
    ],
  ],
  [
    'an argument of before FROM',
    { top: 'ARG PORT=8000', expose: 'EXPOSE ${PORT:-80}' },
    [
      '`${PORT:-80}` exposes port `80`.',
      'An `ARG` before the first `FROM` counts only for `FROM` lines; below it `$PORT` is not set, and becomes nothing.',
      'Declare it again below `FROM`, with a line `ARG PORT`.',
      '${PORT:-80}',
      'BuildKit UndefinedVar',
    ],
  ],
  [
    'a variable nobody sets',
    { expose: 'EXPOSE $PORT' },
    [
      '`$PORT` exposes no port.',
      '`$PORT` is not set on this line, and a variable that is not set becomes nothing.',
      'Write its value: `EXPOSE 8000`.',
      '$PORT',
      'BuildKit UndefinedVar',
    ],
  ],
  [
    'stored by ONBUILD',
    { expose: 'ONBUILD EXPOSE 8000' },
    [
      '`ONBUILD EXPOSE 8000` does nothing to this image.',
      '`ONBUILD` only stores an instruction; it is carried out later, when another image is built `FROM` this one.',
      'Remove `ONBUILD`, so that the line reads `EXPOSE 8000`.',
      'ONBUILD EXPOSE 8000',
    ],
  ],
  [
    'in a here-document',
    { expose: 'RUN <<EOF\nEXPOSE 8000\nEOF' },
    [
      'Line 6 is inside the here-document of the `RUN` of line 5.',
      'Up to the line `EOF` everything is text for `RUN`; Docker looks for no instructions in it.',
      'Move `EXPOSE 8000` below the line `EOF` that ends the here-document.',
      'EXPOSE 8000',
    ],
  ],
  [
    'swallowed across a comment',
    { expose: 'RUN echo hello \\\n# then\nEXPOSE 8000' },
    [
      'Line 7 is not an instruction of its own: it is part of the `RUN` of line 5.',
      'Line 5 ends with `\\`, and that joins the next line to it: `EXPOSE 8000` is handed to `RUN` as text.',
      'Remove the `\\` at the end of line 5.',
      'EXPOSE 8000',
    ],
  ],
  [
    'in another stage',
    { from: 'FROM python:3-alpine AS a\nEXPOSE 8000\nFROM python:3-alpine', expose: '' },
    [
      '`EXPOSE 8000` is in a build stage that does not become the image.',
      'Every `FROM` starts a new stage from its own base. Only the last stage, which begins at line 3, becomes the image; what earlier stages set is left behind.',
      'Move `EXPOSE 8000` below line 3, or remove the `FROM` of line 3 if one stage is enough.',
      'EXPOSE 8000',
    ],
  ],
  [
    'a pair for other ports',
    { expose: 'EXPOSE 80:8080' },
    [
      '`80:8080` exposes port `8080`, not 8000.',
      '`EXPOSE` names a port inside the container. A pair of ports belongs to `docker run -p`, where the machine’s port comes first; `EXPOSE` uses only the one after the colon.',
      'Write `EXPOSE 8000`.',
      '80:8080',
      'BuildKit ExposeInvalidFormat',
    ],
  ],
  [
    'a number too large',
    { expose: 'EXPOSE 80000' },
    [
      '`80000` is not the number of a port, from 1 to 65535.',
      'A port is a number, with `/tcp` or `/udp` after it where that matters; spaces stand between several. At anything else Docker stops.',
      'Write `EXPOSE 8000`.',
      '80000',
      'hadolint DL3011',
    ],
  ],
  [
    'a protocol that is none',
    { expose: 'EXPOSE 8000/http' },
    [
      '`http` is no protocol: a port is `tcp`, `udp` or `sctp`.',
      'A port is a number, with `/tcp` or `/udp` after it where that matters; spaces stand between several. At anything else Docker stops.',
      'Write `EXPOSE 8000`.',
      '8000/http',
    ],
  ],
  [
    'no port',
    { expose: 'EXPOSE' },
    [
      '`EXPOSE` needs a port after it.',
      'A port is a number, with `/tcp` or `/udp` after it where that matters; spaces stand between several. At anything else Docker stops.',
      'Write `EXPOSE 8000`.',
      'EXPOSE',
    ],
  ],
];

for (const [name, source, told, files] of cases) {
  test(name, () => {
    expect(toldBy(check, source, files)).toEqual(told);
  });
}
