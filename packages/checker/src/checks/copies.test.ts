import { expect, test } from 'vitest';
import type { Row } from '../verdicts/row.ts';
import type { Told } from '../verdicts/told.ts';
import { toldBy } from '../verdicts/told.ts';
import { copies } from './copies.ts';

const check = copies(['requirements.txt', 'server.py']);

const cases: readonly (readonly [name: string, source: Row[1], told: Told, files?: Row[2]])[] = [
  [
    'none',
    { copy: '' },
    [
      'Nothing copies `requirements.txt` and `server.py` into the image.',
      'An image starts with the files of its base image alone. What lies in your folder gets in only by `COPY`.',
      'Add the lines `COPY ./requirements.txt .` and `COPY ./server.py .` below `WORKDIR`.',
      '',
    ],
  ],
  [
    'one of two',
    { copy: 'COPY requirements.txt .' },
    [
      'Nothing copies `server.py` into the image.',
      'An image starts with the files of its base image alone. What lies in your folder gets in only by `COPY`.',
      'Add the line `COPY ./server.py .` below `WORKDIR`.',
      '',
    ],
  ],
  [
    'a list that is no JSON',
    { copy: "COPY ['requirements.txt', 'server.py', '.']" },
    [
      "Docker does not read `['requirements.txt', 'server.py', '.']` as a list of words.",
      'The list has to be JSON, and JSON knows only double quotes. Anything else is taken for plain words, with its brackets and quotes.',
      'Write `COPY requirements.txt server.py ./`.',
      "'requirements.txt'",
    ],
  ],
  [
    'a link out of the folder',
    {},
    [
      '`server.py` is a link to `/etc/hostname`, and the build context has no such file.',
      'A link is a name for a file elsewhere. The builder sees only what lies in the folder that is handed to `docker build`.',
      'Replace the link by the file itself: `cp -L` copies what a link leads to.',
      './server.py',
    ],
    { 'requirements.txt': '', 'server.py': '-> /etc/hostname' },
  ],
  [
    'a link to nothing, copied with the folder',
    { copy: 'COPY . .' },
    [
      '`server.py` is a link to `nothing.py`, and the build context has no such file.',
      'A link is a name for a file elsewhere. The builder sees only what lies in the folder that is handed to `docker build`.',
      'Replace the link by the file itself: `cp -L` copies what a link leads to.',
      '',
    ],
    { 'requirements.txt': '', 'server.py': '-> nothing.py' },
  ],
  [
    'a folder with the name of the file',
    {},
    [
      '`server.py` is a folder here.',
      '`COPY` of a folder brings in what is in it, and not the folder itself. The app is started from a file of this name.',
      'Put the file `server.py` beside the Dockerfile, in place of the folder.',
      '',
    ],
    { 'requirements.txt': '', 'server.py/': '', 'server.py/main.py': '' },
  ],
  [
    'an option of cp',
    { copy: 'COPY -r . .' },
    [
      '`COPY` has no option `-r`, and takes it for a file to copy.',
      'It is no program like `cp`: folders are copied with all that is in them, and what options there are start with `--`.',
      'Remove `-r`.',
      '-r',
    ],
  ],
  [
    'words of a shell',
    { copy: 'COPY requirements.txt . && COPY server.py .' },
    [
      '`&&` is taken for a file to copy.',
      'No shell reads `COPY`; all words of its line are files, and the last is where they go.',
      'Write each `COPY` on a line of its own.',
      '&&',
    ],
  ],
  [
    'a comma between names',
    { copy: 'COPY requirements.txt,server.py ./' },
    [
      'There is no `requirements.txt,server.py` in the build context.',
      'Docker reads this as the name of one file. Only spaces stand between names.',
      'Write `requirements.txt server.py` instead of `requirements.txt,server.py`.',
      'requirements.txt,server.py',
    ],
  ],
  [
    'the working directory of another stage',
    {
      from: 'FROM python:3-alpine AS src\nWORKDIR /src\nCOPY . .\nFROM python:3-alpine',
      copy: 'COPY --from=src . .',
    },
    [
      '`COPY --from=src . .` brings `requirements.txt` and `server.py` to `/usr/src/app/src`.',
      'With `--from` a source counts from the top of the other stage, `/`, and not from its working directory.',
      'Write `COPY --from=src /src .`.',
      'COPY --from=src . .',
    ],
  ],
  [
    'a here-document without an end',
    { copy: 'COPY . .\nCOPY <<EOF /tmp/x\nhello' },
    [
      'The here-document is never closed: no line is `EOF` and nothing else.',
      'Docker looks for that line to the end of the file, and takes all it passes for text.',
      'Add a line with `EOF` alone where the text ends.',
      'COPY <<EOF /tmp/x',
    ],
  ],
  [
    'a comment',
    { copy: '# COPY . .' },
    [
      'Line 3 is a comment: `# COPY . .`.',
      'A line that starts with `#` is a note for people; Docker does nothing with it.',
      'Remove the `#`, so that the line reads `COPY . .`.',
      '# COPY . .',
    ],
  ],
  [
    'misspelt',
    { copy: 'COPPY . .' },
    [
      'Docker has no instruction `COPPY`.',
      'A Dockerfile is a list of instructions with fixed names; at a name it does not know Docker stops and builds nothing.',
      'Write `COPY` instead of `COPPY`.',
      'COPPY',
    ],
  ],
  [
    'a destination that hangs on the name',
    { copy: 'COPY ./requirements.txt.\nCOPY server.py .' },
    [
      '`COPY` needs a destination after `./requirements.txt.`.',
      'The last word of `COPY` says where the copy goes; those before it are files of your folder.',
      'Write `COPY ./requirements.txt .`.',
      'COPY ./requirements.txt.',
    ],
  ],
  [
    'no destination',
    { copy: 'COPY requirements.txt' },
    [
      '`COPY` needs a destination after `requirements.txt`.',
      'The last word of `COPY` says where the copy goes; those before it are files of your folder.',
      'Write `COPY requirements.txt .`.',
      'COPY requirements.txt',
    ],
  ],
  [
    'a name that is not there',
    { copy: 'COPY requirements.txt .\nCOPY sever.py .' },
    [
      'There is no `sever.py` in the build context; there is `server.py`.',
      'The build context is the folder that is handed to `docker build`. `COPY` takes files from there, by their names letter by letter.',
      'Write `server.py` instead of `sever.py`.',
      'sever.py',
    ],
  ],
  [
    'to another folder',
    { copy: 'COPY requirements.txt server.py /app/' },
    [
      '`requirements.txt` and `server.py` are copied to `/app`, and the app’s folder is `/usr/src/app`.',
      'Commands of the image start in its working directory and look for files there.',
      'Make the destination `.`, which is the working directory.',
      '/app/',
    ],
  ],
  [
    'under another name',
    { copy: 'COPY requirements.txt .\nCOPY server.py app.py' },
    [
      '`server.py` becomes a file named `/usr/src/app/app.py` in the image.',
      'There is no folder `/usr/src/app/app.py`, and the destination does not end with `/`: so Docker takes it for the name of the copy.',
      'Write `COPY ./server.py .`; `.` is the working directory.',
      'app.py',
    ],
  ],
  [
    'two files to one name',
    { copy: 'COPY requirements.txt server.py app' },
    [
      '`requirements.txt` and `server.py` become a file named `/usr/src/app/app` in the image.',
      'There is no folder `/usr/src/app/app`, and the destination does not end with `/`: so Docker takes it for the name of the copy.',
      'Write `COPY ./requirements.txt .` and `COPY ./server.py .`; `.` is the working directory.',
      'app',
      'hadolint DL3021',
    ],
  ],
  [
    'before WORKDIR',
    { workdir: 'COPY . .\nWORKDIR /usr/src/app', copy: '' },
    [
      '`requirements.txt` and `server.py` are copied to `/`, and the app’s folder is `/usr/src/app`.',
      'A destination that does not start with `/` counts from the working directory, and on this line that is still `/`.',
      'Move this line below `WORKDIR /usr/src/app`.',
      '.',
      'hadolint DL3045',
    ],
  ],
  [
    'RUN cp',
    { copy: 'RUN cp requirements.txt server.py .' },
    [
      '`RUN` cannot copy `requirements.txt` and `server.py` into the image.',
      'A `RUN` command works inside the image and sees only what is in it already. `COPY` brings files in from your folder.',
      'Write `COPY ./requirements.txt .` and `COPY ./server.py .` instead.',
      'RUN cp requirements.txt server.py .',
    ],
  ],
  [
    'stored by ONBUILD',
    { copy: 'ONBUILD COPY . .' },
    [
      '`ONBUILD COPY . .` does nothing to this image.',
      '`ONBUILD` only stores an instruction; it is carried out later, when another image is built `FROM` this one.',
      'Remove `ONBUILD`, so that the line reads `COPY . .`.',
      'ONBUILD COPY . .',
    ],
  ],
  [
    'in another stage',
    {
      from: 'FROM python:3-alpine AS a\nWORKDIR /usr/src/app\nCOPY . .\nFROM python:3-alpine',
      copy: '',
    },
    [
      '`COPY . .` is in a build stage that does not become the image.',
      'Every `FROM` starts a new stage from its own base. Only the last stage, which begins at line 4, becomes the image; what earlier stages set is left behind.',
      'Move `COPY . .` below line 4, or remove the `FROM` of line 4 if one stage is enough.',
      'COPY . .',
    ],
  ],
  [
    'in a here-document of RUN',
    { copy: 'RUN <<EOF\nCOPY . .\nEOF' },
    [
      'Line 4 is inside the here-document of the `RUN` of line 3.',
      'Up to the line `EOF` everything is text for `RUN`; Docker looks for no instructions in it.',
      'Move `COPY . .` below the line `EOF` that ends the here-document.',
      'COPY . .',
    ],
  ],
  [
    'written in a here-document',
    { copy: 'COPY <<EOF server.py\nprint()\nEOF\nCOPY requirements.txt .' },
    [
      '`server.py` in the image is text from the Dockerfile, not the file of this folder.',
      'A here-document writes its own lines into the image, in place of a file of the build context.',
      'Copy the file: `COPY ./server.py .`.',
      'COPY <<EOF server.py',
    ],
  ],
  [
    'replaced',
    { copy: 'COPY . .\nCOPY README.md server.py' },
    [
      '`server.py` in the image is the folder’s `README.md`.',
      'A `COPY` to a name that is already there replaces what was there; the last one stays.',
      'Copy the file under its own name: `COPY ./server.py .`.',
      'COPY README.md server.py',
    ],
  ],
  [
    'removed',
    { copy: 'COPY . .\nRUN rm server.py' },
    [
      'Line 4 removes `server.py` again.',
      'Each instruction works on what the one before it left; a file that is removed is not in the image.',
      'Remove this line.',
      'RUN rm server.py',
    ],
  ],
  [
    'removed by the line that installs',
    { run: 'RUN pip install -r requirements.txt && rm requirements.txt' },
    [
      'Line 6 removes `requirements.txt` again.',
      'Each instruction works on what the one before it left; a file that is removed is not in the image.',
      'Remove the command that does it, and keep the rest of the line.',
      'RUN pip install -r requirements.txt && rm requirements.txt',
    ],
  ],
  [
    'an address',
    { copy: 'COPY https://example.com/server.py .\nCOPY requirements.txt .' },
    [
      '`COPY` takes files of the build context; `https://example.com/server.py` is an address.',
      '`COPY` takes files from the folder that is handed to `docker build`, and fetches nothing.',
      'Write `COPY ./server.py .`.',
      'https://example.com/server.py',
    ],
  ],
  [
    'the folder becomes a file',
    {
      workdir: 'COPY server.py /usr/src/app\nWORKDIR /usr/src/app',
      copy: 'COPY requirements.txt .',
    },
    [
      '`/usr/src/app` is a file in the image, so it cannot be a working directory.',
      'A destination that is no folder yet, and does not end with `/`, becomes a file of that name.',
      'Move this line below `WORKDIR`, which makes the folder.',
      '/usr/src/app',
    ],
  ],
  [
    'ignored',
    { copy: 'COPY . .' },
    [
      '`.dockerignore` keeps `server.py` out of the build.',
      'What `.dockerignore` lists is not handed to the builder, and `COPY` cannot see it.',
      'Remove the line `*.py` from `.dockerignore`.',
      '',
      'BuildKit CopyIgnoredFile',
    ],
    { 'requirements.txt': 'Flask\n', 'server.py': '', 'README.md': '', '.dockerignore': '*.py\n' },
  ],
  [
    'ignored, and named',
    {},
    [
      '`.dockerignore` keeps `requirements.txt` out of the build.',
      'What `.dockerignore` lists is not handed to the builder, and `COPY` cannot see it.',
      'Remove the line `*.txt` from `.dockerignore`.',
      './requirements.txt',
      'BuildKit CopyIgnoredFile',
    ],
    { 'requirements.txt': 'Flask\n', 'server.py': '', 'README.md': '', '.dockerignore': '*.txt\n' },
  ],
  [
    'not in the folder',
    { copy: 'COPY . .' },
    [
      '`server.py` is not in this folder.',
      '`COPY` takes files from the folder that is handed to `docker build`, by their names letter by letter, and the app needs this one.',
      'Put `server.py` beside the Dockerfile.',
      '',
    ],
    { 'requirements.txt': '' },
  ],
  [
    'another file than the app’s',
    { copy: 'COPY requirements.txt .\nCOPY ./app.py .' },
    [
      'There is no `./app.py` in the build context; there is `server.py`.',
      'The build context is the folder that is handed to `docker build`. `COPY` takes files from there, by their names letter by letter.',
      'Write `./server.py` instead of `./app.py`.',
      './app.py',
    ],
  ],
  [
    'there under another name',
    {},
    [
      'There is no `./requirements.txt` in the build context; there is `requirements.txt.txt`.',
      'The build context is the folder that is handed to `docker build`. `COPY` takes files from there, by their names letter by letter.',
      'Rename `requirements.txt.txt` to `requirements.txt`.',
      './requirements.txt',
    ],
    { 'requirements.txt.txt': '', 'server.py': '' },
  ],
  [
    'there under another name, copied with the folder',
    { copy: 'COPY . .' },
    [
      '`server.py` is not in this folder; there is `Server.py`.',
      '`COPY` takes files from the folder that is handed to `docker build`, by their names letter by letter, and the app needs this one.',
      'Rename `Server.py` to `server.py`.',
      '',
    ],
    { 'requirements.txt': '', 'Server.py': '' },
  ],
  [
    'there, one folder down',
    {},
    [
      'There is no `./server.py` in the build context; there is `src/server.py`.',
      'The build context is the folder that is handed to `docker build`. `COPY` takes files from there, by their names letter by letter.',
      'Move `src/server.py` up, beside the Dockerfile.',
      './server.py',
    ],
    { 'requirements.txt': '', 'src/': '', 'src/server.py': '' },
  ],
  [
    'not there at all',
    {},
    [
      'There is no `./server.py` in the build context.',
      'The build context is the folder that is handed to `docker build`. `COPY` takes files from there, by their names letter by letter.',
      'Put the file `server.py` beside the Dockerfile.',
      './server.py',
    ],
    { 'requirements.txt': '' },
  ],
  [
    'all in upper case',
    { copy: 'COPY REQUIREMENTS.TXT SERVER.PY ./' },
    [
      'There is no `REQUIREMENTS.TXT` in the build context; there is `requirements.txt`.',
      'The build context is the folder that is handed to `docker build`. `COPY` takes files from there, by their names letter by letter.',
      'Write `requirements.txt` instead of `REQUIREMENTS.TXT`.',
      'REQUIREMENTS.TXT',
    ],
  ],
  [
    'another file of the folder',
    { copy: 'COPY requirements.txt server.py readme.md ./' },
    [
      'There is no `readme.md` in the build context; there is `README.md`.',
      'The build context is the folder that is handed to `docker build`. `COPY` takes files from there, by their names letter by letter.',
      'Write `README.md` instead of `readme.md`.',
      'readme.md',
    ],
  ],
  [
    'a mark of a sentence',
    { copy: 'COPY requirements.txt & server.py ./' },
    [
      '`&` is taken for a file to copy.',
      'No shell reads `COPY`; all words of its line are files, and the last is where they go.',
      'Remove `&`.',
      '&',
    ],
  ],
  [
    'a word of a sentence',
    { copy: 'COPY requirements.txt server.py to .' },
    [
      '`to` is taken for a file to copy.',
      'No shell reads `COPY`; all words of its line are files, and the last is where they go.',
      'Remove `to`.',
      'to',
    ],
  ],
  [
    'a comment behind the destination',
    { copy: 'COPY . /usr/src/app # all' },
    [
      '`#` is taken for a file to copy.',
      'A `#` starts a comment only at the beginning of a line. Here Docker takes it for a word of the instruction.',
      'Put the comment on a line of its own.',
      '#',
    ],
  ],
  [
    'joined with the line above',
    { copy: 'COPY requirements.txt . \\\nCOPY server.py .' },
    [
      'Line 4 is not an instruction of its own: it is part of the `COPY` of line 3.',
      'Line 3 ends with `\\`, and that joins the next line to it: `COPY server.py .` is handed to `COPY` as text.',
      'Remove the `\\` at the end of line 3.',
      'COPY server.py .',
    ],
  ],
  [
    'ignored by two lines',
    { copy: 'COPY . .' },
    [
      '`.dockerignore` keeps `server.py` out of the build.',
      'What `.dockerignore` lists is not handed to the builder, and `COPY` cannot see it.',
      'Remove the lines `server.py` and `*.py` from `.dockerignore`.',
      '',
      'BuildKit CopyIgnoredFile',
    ],
    { 'requirements.txt': '', 'server.py': '', '.dockerignore': 'server.py\n*.py\n' },
  ],
  [
    'an open quote',
    { copy: 'COPY "requirements.txt server.py" .' },
    [
      '`"requirements.txt` cannot be expanded: a double quote is never closed.',
      'Before it carries out a line Docker puts in the values of its variables and takes off the quotes, which come in pairs.',
      'Write `COPY requirements.txt server.py ./`.',
      '"requirements.txt',
    ],
  ],
  [
    'an option that is none',
    { copy: 'COPY --form=build . .' },
    [
      '`COPY` has no flag `--form`.',
      'Words that begin with `--`, right after the instruction, are options of Docker’s own. At one that it does not know it stops.',
      'Write `--from` instead of `--form`.',
      '--form=build',
    ],
  ],
  [
    'a slash behind the name',
    { copy: 'COPY requirements.txt .\nCOPY server.py server.py/' },
    [
      '`server.py` in the image is a folder.',
      'A destination that ends with `/` is a folder, and the file is put into it.',
      'Write `COPY ./server.py .`.',
      'COPY server.py server.py/',
    ],
  ],
  [
    'a stage that is not there',
    { copy: 'COPY --from=9 . .' },
    [
      'There is no stage number 9: the file has one stage, number 0.',
      '`--from` names another stage of this file, or an image to copy from.',
      'Write `COPY requirements.txt server.py ./`.',
      '--from=9',
      'hadolint DL3022',
    ],
  ],
  [
    'ADD without a destination',
    { copy: 'ADD server.py' },
    [
      '`ADD` needs a destination after `server.py`.',
      'The last word of `ADD` says where the copy goes; those before it are files of your folder.',
      'Write `ADD server.py .`.',
      'ADD server.py',
    ],
  ],
  [
    'an option twice',
    { copy: 'COPY --chown=1 --chown=2 . .' },
    [
      '`--chown` is given more than once.',
      'Docker cannot tell which of the two is meant, and stops.',
      'Remove this option.',
      '--chown=2',
    ],
  ],
  [
    'a here-document that is closed with a space',
    { copy: 'COPY <<EOF server.py\nprint()\n EOF' },
    [
      'The here-document is never closed: no line is `EOF` and nothing else (line 5 has spaces around it).',
      'Docker looks for that line to the end of the file, and takes all it passes for text.',
      'Remove the spaces around `EOF` in that line.',
      'COPY <<EOF server.py',
    ],
  ],
];

for (const [name, source, told, files] of cases) {
  test(name, () => {
    expect(toldBy(check, source, files)).toEqual(told);
  });
}
