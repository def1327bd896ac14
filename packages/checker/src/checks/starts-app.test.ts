import { expect, test } from 'vitest';
import type { Row } from '../verdicts/row.ts';
import { usualFiles } from '../verdicts/row.ts';
import type { Told } from '../verdicts/told.ts';
import { toldBy } from '../verdicts/told.ts';
import { startsApp } from './starts-app.ts';

const check = startsApp({ script: 'server.py' });

const cases: readonly (readonly [name: string, source: Row[1], told: Told, files?: Row[2]])[] = [
  [
    'an init that is not there',
    { cmd: 'ENTRYPOINT ["tini", "--", "python3", "server.py"]' },
    [
      'The image has no `tini`.',
      'A container can start only what the base image brings and what a `RUN` or `COPY` above puts there.',
      'Write `ENTRYPOINT ["python3", "./server.py"]`.',
      'tini',
    ],
  ],
  [
    'a folder',
    { cmd: 'CMD ["python3", "."]' },
    [
      'Python finds no program in the folder `.`.',
      'Of a folder Python runs the file `__main__.py` in it, and there is none.',
      'Write `CMD ["python3", "./server.py"]`.',
      '.',
    ],
  ],
  [
    'an ENTRYPOINT that stands in the way',
    { cmd: 'ENTRYPOINT ["python3"]\nCMD ["-V"]' },
    [
      'A container starts Python without a program to run.',
      'Python then reads from the keyboard; a container in the background has none, so Python ends at once.',
      'Write `CMD ["python3", "./server.py"]`, and remove the `ENTRYPOINT` of line 7.',
      '["-V"]',
    ],
  ],
  [
    'none',
    { cmd: '' },
    [
      'The Dockerfile does not say what a container of the image starts.',
      'Then the command of the base image stays: the prompt of Python, which ends at once where nobody can type.',
      'Make `CMD ["python3", "./server.py"]` the last line.',
      '',
    ],
  ],
  [
    'a comment',
    { cmd: '# CMD ["python3", "./server.py"]' },
    [
      'Line 7 is a comment: `# CMD ["python3", "./server.py"]`.',
      'A line that starts with `#` is a note for people; Docker does nothing with it.',
      'Remove the `#`, so that the line reads `CMD ["python3", "./server.py"]`.',
      '# CMD ["python3", "./server.py"]',
    ],
  ],
  [
    'single quotes',
    { cmd: "CMD ['python3', './server.py']" },
    [
      "Docker does not read `['python3', './server.py']` as a list of words.",
      'The list has to be JSON, and JSON knows only double quotes. Anything else is handed to a shell as it stands. The shell looks for a program named `[python3,` and finds none.',
      'Write `CMD ["python3", "./server.py"]`.',
      "'python3'",
      'BuildKit JSONArgsRecommended',
    ],
  ],
  [
    'a comma too many',
    { cmd: 'CMD ["python3", "./server.py",]' },
    [
      'Docker does not read `["python3", "./server.py",]` as a list of words.',
      'The list has to be JSON, and JSON allows no comma after the last word. Anything else is handed to a shell as it stands. The shell looks for a program named `[python3,` and finds none.',
      'Write `CMD ["python3", "./server.py"]`.',
      ',',
      'BuildKit JSONArgsRecommended',
    ],
  ],
  [
    'a comma too few',
    { cmd: 'CMD ["python3" "./server.py"]' },
    [
      'Docker does not read `["python3" "./server.py"]` as a list of words.',
      'The list has to be JSON, and a comma is missing between two words. Anything else is handed to a shell as it stands. The shell looks for a program named `[python3` and finds none.',
      'Write `CMD ["python3", "./server.py"]`.',
      '"./server.py"',
      'BuildKit JSONArgsRecommended',
    ],
  ],
  [
    'no quotes',
    { cmd: 'CMD [python3, ./server.py]' },
    [
      'Docker does not read `[python3, ./server.py]` as a list of words.',
      'The list has to be JSON, and every word in it stands in double quotes. Anything else is handed to a shell as it stands. The shell looks for a program named `[python3,` and finds none.',
      'Write `CMD ["python3", "./server.py"]`.',
      'python3',
      'BuildKit JSONArgsRecommended',
    ],
  ],
  [
    'curved quotes',
    { cmd: 'CMD [“python3”, “./server.py”]' },
    [
      'Docker does not read `[“python3”, “./server.py”]` as a list of words.',
      'The list has to be JSON, and it knows only straight double quotes, not the curved ones of a word processor. Anything else is handed to a shell as it stands. The shell looks for a program named `[“python3”,` and finds none.',
      'Write `CMD ["python3", "./server.py"]`.',
      '“python3”',
      'BuildKit JSONArgsRecommended',
    ],
  ],
  [
    'a backslash',
    { cmd: 'CMD ["python3", ".\\server.py"]' },
    [
      'Docker does not read `["python3", ".\\server.py"]` as a list of words.',
      'The list has to be JSON, and a backslash means something of its own there; a path is written with `/`. Anything else is handed to a shell as it stands. The shell looks for a program named `[python3,` and finds none.',
      'Write `CMD ["python3", "./server.py"]`.',
      '\\s',
      'BuildKit JSONArgsRecommended',
    ],
  ],
  [
    'a comment on the line',
    { cmd: 'CMD ["python3", "./server.py"] # run' },
    [
      'Docker does not read `["python3", "./server.py"] # run` as a list of words.',
      'The list has to be JSON, and nothing may follow the closing `]`, not even a comment. Anything else is handed to a shell as it stands. The shell looks for a program named `[python3,` and finds none.',
      'Write `CMD ["python3", "./server.py"]`.',
      '# run',
      'BuildKit JSONArgsRecommended',
    ],
  ],
  [
    'no closing bracket',
    { cmd: 'CMD ["python3", "./server.py"' },
    [
      'Docker does not read `["python3", "./server.py"` as a list of words.',
      'The list has to be JSON, and a quote or the closing `]` is missing. Anything else is handed to a shell as it stands. The shell looks for a program named `[python3,` and finds none.',
      'Write `CMD ["python3", "./server.py"]`.',
      '["python3", "./server.py"',
      'BuildKit JSONArgsRecommended',
    ],
  ],
  [
    'one word',
    { cmd: 'CMD ["python3 ./server.py"]' },
    [
      'Docker looks for one program named `python3 ./server.py`.',
      'Each pair of quotes holds one word: the program first, then each of its arguments.',
      'Write `CMD ["python3", "./server.py"]`.',
      'python3 ./server.py',
    ],
  ],
  [
    'no script',
    { cmd: 'CMD ["python3"]' },
    [
      'A container starts Python without a program to run.',
      'Python then reads from the keyboard; a container in the background has none, so Python ends at once.',
      'Write `CMD ["python3", "./server.py"]`.',
      '["python3"]',
    ],
  ],
  [
    'another script',
    { cmd: 'CMD ["python3", "./app.py"]' },
    [
      'A container looks for `/usr/src/app/app.py`, and the image has no such file.',
      '`./app.py` counts from the working directory, `/usr/src/app`; Linux compares names letter by letter.',
      'Write `CMD ["python3", "./server.py"]`.',
      './app.py',
    ],
  ],
  [
    'at the top',
    { cmd: 'CMD ["python3", "/server.py"]' },
    [
      'A container looks for `/server.py`, and the image has no such file.',
      'The app is in the working directory, as `/usr/src/app/server.py`; Linux compares names letter by letter.',
      'Write `CMD ["python3", "./server.py"]`.',
      '/server.py',
    ],
  ],
  [
    'from another folder',
    { cmd: 'CMD cd / && python3 server.py' },
    [
      'A container looks for `/server.py`, and the image has no such file.',
      '`server.py` counts from the folder in which the command runs, `/`; Linux compares names letter by letter.',
      'Write `CMD ["python3", "./server.py"]`.',
      'server.py',
    ],
  ],
  [
    'a variable in a list',
    { cmd: 'CMD ["python3", "$APP"]' },
    [
      'A container looks for a file that is really named `$APP`.',
      'In a list no shell reads the words, so nothing puts in the value of a variable.',
      'Write `CMD ["python3", "./server.py"]`.',
      '$APP',
    ],
  ],
  [
    'a file for a module',
    { cmd: 'CMD ["python3", "-m", "server.py"]' },
    [
      'Python looks for a module named `server.py`, and there is none.',
      '`-m` takes the name of a module; `server.py` is the name of a file.',
      'Write `CMD ["python3", "./server.py"]`.',
      'server.py',
    ],
  ],
  [
    'another module',
    { cmd: 'CMD ["python3", "-m", "http.server"]' },
    [
      'A container runs the module `http.server`, not `server.py`.',
      'After `-m` Python expects the name of a module, and runs that one.',
      'Write `CMD ["python3", "./server.py"]`.',
      'http.server',
    ],
  ],
  [
    'misspelt',
    { cmd: 'CMD ["pyhton3", "./server.py"]' },
    [
      'The image has no program named `pyhton3`.',
      'The base image brings Python 3 under the names `python3` and `python`.',
      'Write `CMD ["python3", "./server.py"]`.',
      'pyhton3',
    ],
  ],
  [
    'no interpreter',
    { cmd: 'CMD ["server.py"]' },
    [
      'There is no program named `server.py`.',
      'The first word is the program that Docker starts. A Python file is no program by itself: Python runs it.',
      'Write `CMD ["python3", "./server.py"]`.',
      'server.py',
    ],
  ],
  [
    'no interpreter, and a path',
    { cmd: 'CMD ["./server.py"]' },
    [
      'The file `./server.py` is not executable.',
      'The first word is the program that Docker starts. A Python file is no program by itself: Python runs it.',
      'Write `CMD ["python3", "./server.py"]`.',
      './server.py',
    ],
  ],
  [
    'another program',
    { cmd: 'CMD ["echo", "python3", "server.py"]' },
    [
      'A container starts `echo`, not the app.',
      'The first word is the program that runs. The app runs when Python is started with `server.py`.',
      'Write `CMD ["python3", "./server.py"]`.',
      'echo',
    ],
  ],
  [
    'no bash on Alpine',
    { cmd: 'CMD ["bash", "-c", "python3 server.py"]' },
    [
      'The image has no `bash`.',
      'Alpine is a small Linux, and the only shell it brings is `sh`.',
      'Write `CMD ["python3", "./server.py"]`.',
      'bash',
    ],
  ],
  [
    'in the background',
    { cmd: 'CMD python3 server.py &' },
    [
      'A container starts the command in the background and ends.',
      'With `&` at the end the shell does not wait. A container lives as long as its first process, and that is the shell.',
      'Write `CMD ["python3", "./server.py"]`.',
      '&',
    ],
  ],
  [
    'an empty list',
    { cmd: 'CMD []' },
    [
      '`CMD []` leaves a container nothing to start.',
      'Without any words it takes away the command that was set before, that of the base image too.',
      'Write `CMD ["python3", "./server.py"]`.',
      'CMD []',
    ],
  ],
  [
    'no words',
    { cmd: 'CMD' },
    [
      '`CMD` leaves a container nothing to start.',
      'Without any words it takes away the command that was set before, that of the base image too.',
      'Write `CMD ["python3", "./server.py"]`.',
      'CMD',
    ],
  ],
  [
    'RUN for CMD',
    { cmd: 'RUN python3 ./server.py' },
    [
      '`RUN` starts the app while the image is built, not when a container starts.',
      '`RUN` waits until its command has ended, and a server does not end: the build would hang. `CMD` is what a container starts with.',
      'Write `CMD ["python3", "./server.py"]` instead.',
      'RUN python3 ./server.py',
    ],
  ],
  [
    'no CMD before it',
    { cmd: 'python3 ./server.py' },
    [
      'Docker has no instruction `python3`: this line does not say what to do with the command.',
      'Every line starts with an instruction: `RUN` carries a command out while the image is built, `CMD` is what a container starts with.',
      'Put `CMD` before `python3`.',
      'python3',
    ],
  ],
  [
    'a later CMD',
    { cmd: 'CMD ["python3", "./server.py"]\nCMD ["echo", "started"]' },
    [
      'This `CMD` replaces the one of line 7, which starts the app.',
      'An image has one `CMD`. Of several in a Dockerfile only the last one takes effect.',
      'Remove this line.',
      'CMD ["echo", "started"]',
      'BuildKit MultipleInstructionsDisallowed',
    ],
  ],
  [
    'ENTRYPOINT and CMD in full',
    { cmd: 'ENTRYPOINT ["python3"]\nCMD ["python3", "./server.py"]' },
    [
      'A container starts `python3 python3 ./server.py`.',
      'Where there are both, Docker puts the words of `CMD` after those of `ENTRYPOINT` and runs them as one command.',
      'Remove the `ENTRYPOINT`; `CMD` alone starts the app.',
      'ENTRYPOINT ["python3"]',
    ],
  ],
  [
    'ENTRYPOINT in shell form',
    { cmd: 'ENTRYPOINT python3\nCMD ["./server.py"]' },
    [
      'A container starts the text of `ENTRYPOINT` alone, without `CMD`.',
      'Without brackets `ENTRYPOINT` is in shell form: it becomes one text for `/bin/sh -c`, and the words of `CMD` never reach it.',
      'Write both as lists: `ENTRYPOINT ["python3"]` and `CMD ["./server.py"]`.',
      'ENTRYPOINT python3',
      'BuildKit JSONArgsRecommended',
    ],
  ],
  [
    'CMD in shell form',
    { cmd: 'ENTRYPOINT ["python3"]\nCMD ./server.py' },
    [
      'A container starts `python3 /bin/sh -c ./server.py`.',
      'Where there are both, Docker puts the words of `CMD` after those of `ENTRYPOINT` and runs them as one command.',
      'Write both as lists: `ENTRYPOINT ["python3"]` and `CMD ["./server.py"]`.',
      'ENTRYPOINT ["python3"]',
    ],
  ],
  [
    'in another stage',
    {
      from: 'FROM python:3-alpine AS a\nCMD ["python3", "server.py"]\nFROM python:3-alpine',
      cmd: '',
    },
    [
      '`CMD ["python3", "server.py"]` is in a build stage that does not become the image.',
      'Every `FROM` starts a new stage from its own base. Only the last stage, which begins at line 3, becomes the image; what earlier stages set is left behind.',
      'Move `CMD ["python3", "server.py"]` below line 3, or remove the `FROM` of line 3 if one stage is enough.',
      'CMD ["python3", "server.py"]',
    ],
  ],
  [
    'words in quotes, without brackets',
    { cmd: 'CMD "python3", "./server.py"' },
    [
      'Docker does not read `"python3", "./server.py"` as a list of words.',
      'A list begins with `[`, ends with `]`, and has each word in straight double quotes. Anything else is handed to a shell, commas and all, and no program has such a name.',
      'Write `CMD ["python3", "./server.py"]`.',
      '"python3", "./server.py"',
      'BuildKit JSONArgsRecommended',
    ],
  ],
  [
    'round brackets',
    { cmd: 'CMD ("python3", "./server.py")' },
    [
      'Docker does not read `("python3", "./server.py")` as a list of words.',
      'A list begins with `[`, ends with `]`, and has each word in straight double quotes. Anything else is handed to a shell, commas and all, and no program has such a name.',
      'Write `CMD ["python3", "./server.py"]`.',
      '("python3", "./server.py")',
      'BuildKit JSONArgsRecommended',
    ],
  ],
  [
    'an instruction behind it',
    { cmd: 'CMD RUN python3 ./server.py' },
    [
      'A container looks for a program named `RUN`, and there is none.',
      'A line holds one instruction; what stands behind `CMD` is a program and its words.',
      'Write `CMD ["python3", "./server.py"]`.',
      'RUN',
    ],
  ],
  [
    'a space inside of the quotes',
    { cmd: 'CMD ["python3", "server.py "]' },
    [
      'A container looks for a file whose name has a space in it: `"server.py "`.',
      'What stands between two quotes is one word, with the spaces at its ends.',
      'Write `CMD ["python3", "./server.py"]`.',
      'server.py ',
    ],
  ],
  [
    'another script, in ENTRYPOINT',
    { cmd: 'ENTRYPOINT ["python3", "./app.py"]' },
    [
      'A container looks for `/usr/src/app/app.py`, and the image has no such file.',
      '`./app.py` counts from the working directory, `/usr/src/app`; Linux compares names letter by letter.',
      'Write `ENTRYPOINT ["python3", "./server.py"]`.',
      './app.py',
    ],
  ],
  [
    'the list on the next line',
    { cmd: 'CMD\n["python3", "./server.py"]' },
    [
      'Line 8 is cut off from the `CMD` above it.',
      'An instruction ends where its line ends. Docker takes line 8 for a new one, and knows none named `["python3",`.',
      'Write lines 7 and 8 as one line.',
      '["python3", "./server.py"]',
    ],
  ],
  [
    'a number in the list',
    { cmd: 'CMD ["python3", 1]' },
    [
      'A JSON array of arguments must hold strings only, each in double quotes.',
      'In a list each word has double quotes of its own, a number as well, with a comma between it and the next.',
      'Write `CMD ["python3", "./server.py"]`.',
      '1',
    ],
  ],
  [
    'a script that says nothing of Python',
    { cmd: 'CMD ["./server.py"]' },
    [
      'Nothing in `./server.py` says which program reads it.',
      'Linux starts a text file only where its first line is `#!` and the path of a program that reads it. Python reads the file in any case.',
      'Write `CMD ["python3", "./server.py"]`.',
      './server.py',
    ],
    { 'requirements.txt': 'Flask\n', 'server.py*': 'import flask\n' },
  ],
  [
    'a shell script that does not name its shell',
    { copy: 'COPY . .', cmd: 'ENTRYPOINT ["./run.sh"]\nCMD ["python3", "server.py"]' },
    [
      'Nothing in `./run.sh` says which program reads it.',
      'Linux starts a text file only where its first line is `#!` and the path of a program that reads it. A shell on your own machine is not that strict.',
      'Make `#!/bin/sh` the first line of `./run.sh`.',
      './run.sh',
    ],
    { 'requirements.txt': 'Flask\n', 'server.py': '', 'run.sh*': 'exec "$@"\n' },
  ],
  [
    'an option that Python does not have',
    { cmd: 'CMD ["python3", "-r", "requirements.txt", "server.py"]' },
    [
      'Python has no option `-r`, and ends at once.',
      'What stands between `python3` and the file, and begins with a `-`, is an option of Python itself.',
      'Write `CMD ["python3", "./server.py"]`.',
      '-r',
    ],
  ],
  [
    'a shell script without the mode of a program',
    { copy: 'COPY . .', cmd: 'ENTRYPOINT ["./run.sh"]' },
    [
      'The file `./run.sh` is not executable.',
      'Linux starts a file only where its mode allows that. `COPY` keeps the mode that the file has in your folder.',
      'Write `--chmod=755` behind the `COPY` that brings it.',
      './run.sh',
    ],
    { ...usualFiles, 'run.sh': '#!/bin/sh\npython3 server.py\n' },
  ],
  [
    'a shell script with the line ends of Windows',
    { copy: 'COPY . .', cmd: 'ENTRYPOINT ["./run.sh"]' },
    [
      'The lines of `./run.sh` end as on Windows.',
      'To Linux the extra character at the end of the first line belongs to the name of the program that reads the file, and there is none of that name.',
      'Save the file with the line ends of Linux (LF).',
      './run.sh',
    ],
    { ...usualFiles, 'run.sh*': '#!/bin/sh\r\npython3 server.py\r\n' },
  ],
  [
    'a quote that is not closed',
    { cmd: 'CMD python3 "server.py' },
    [
      'In this command a `"` is missing.',
      'The shell reads on for it to the end of the text, and stops with a syntax error there.',
      'Write `CMD ["python3", "./server.py"]`.',
      'python3 "server.py',
    ],
  ],
  [
    'a user who is not there',
    { cmd: 'USER app\nCMD ["python3", "server.py"]' },
    [
      'The image has no user `app`.',
      'As `USER` says, containers run as that user, and none can start as one who is not there.',
      'Add the line `RUN adduser -D app` above `USER`, or remove `USER`.',
      'app',
    ],
  ],
  [
    'no such user on Debian, and a folder of that name',
    { from: 'FROM python:3-slim', cmd: 'COPY . /srv/app\nUSER app\nCMD ["python3", "server.py"]' },
    [
      'The image has no user `app`.',
      'As `USER` says, containers run as that user, and none can start as one who is not there.',
      'Add the line `RUN useradd app` above `USER`, or remove `USER`.',
      'app',
    ],
  ],
];

for (const [name, source, told, files] of cases) {
  test(name, () => {
    expect(toldBy(check, source, files)).toEqual(told);
  });
}
