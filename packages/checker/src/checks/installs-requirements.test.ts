import { expect, test } from 'vitest';
import type { Row } from '../verdicts/row.ts';
import type { Told } from '../verdicts/told.ts';
import { toldBy } from '../verdicts/told.ts';
import { textOf } from '../verdicts/row.ts';
import { witnessOf } from '../verdicts/witness.ts';
import { installsRequirements } from './installs-requirements.ts';

const check = installsRequirements('requirements.txt');

const noProgram =
  'The first word of a command is the program, and it has to be in the image. A `RUN` has all rights there, and needs neither `sudo` nor a prompt.';

const cases: readonly (readonly [name: string, source: Row[1], told: Told, files?: Row[2]])[] = [
  [
    'sudo',
    { run: 'RUN sudo pip install -r requirements.txt' },
    [
      'The shell looks for a program named `sudo`, and the image has none.',
      noProgram,
      'Write `RUN pip install -r requirements.txt`.',
      'sudo',
      'hadolint DL3004',
    ],
  ],
  [
    'a prompt, copied along',
    { run: 'RUN $ pip install -r requirements.txt' },
    [
      'The shell looks for a program named `$`, and the image has none.',
      noProgram,
      'Write `RUN pip install -r requirements.txt`.',
      '$',
    ],
  ],
  [
    'curved quotes',
    { run: 'RUN “pip” install -r requirements.txt' },
    [
      'The shell looks for a program named `“pip”`, and the image has none.',
      noProgram,
      'Write `RUN pip install -r requirements.txt`.',
      '“pip”',
    ],
  ],
  [
    'a long dash',
    { run: 'RUN pip install –qr requirements.txt' },
    [
      '`–qr` begins with a long dash, and pip takes it for the name of a package.',
      'Word processors and web pages turn `-` into a longer dash. An option begins with the `-` of the keyboard.',
      'Write `-qr` instead of `–qr`.',
      '–qr',
    ],
  ],
  [
    'a bracket that is not closed',
    { run: 'RUN (pip install -r requirements.txt' },
    [
      'In this command a `)` is missing.',
      'The shell reads on for it to the end of the text, and stops with a syntax error there.',
      'Write `RUN pip install -r requirements.txt`.',
      '(pip install -r requirements.txt',
    ],
  ],
  [
    'a list that is no JSON, without spaces',
    { run: "RUN ['pip','install','-r','requirements.txt']" },
    [
      "Docker does not read `['pip','install','-r','requirements.txt']` as a list of words.",
      'The list has to be JSON, and JSON knows only double quotes. Anything else is handed to a shell as it stands.',
      'Write `RUN pip install -r requirements.txt`.',
      "'pip'",
    ],
  ],
  [
    'an environment that nobody uses',
    { run: 'RUN python -m venv /venv && . /venv/bin/activate && pip install -r requirements.txt' },
    [
      'pip installs into the virtual environment `/venv`, and the container starts another Python.',
      'What a shell activates is forgotten at the end of its `RUN`. Outside of `/venv` no Python finds the packages in it.',
      'Add the line `ENV PATH="/venv/bin:$PATH"` below this one.',
      'python -m venv /venv && . /venv/bin/activate && pip install -r requirements.txt',
    ],
  ],
  [
    'packages that stay in another stage',
    {
      from: 'FROM python:3-alpine AS build\nCOPY requirements.txt /r.txt\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nFROM python:3-alpine',
      run: 'COPY --from=build /r.txt /tmp/',
    },
    [
      'The packages are installed in the stage `build`, and nothing copies them into the image.',
      'Every `FROM` starts from its own base. Of another stage the image has only what `COPY --from` takes.',
      'Add the line `RUN pip install -r requirements.txt` to the last stage.',
      'pip install -r requirements.txt',
    ],
  ],
  [
    'packages that a COPY takes to where no Python looks',
    {
      from: 'FROM python:3-alpine AS build\nCOPY requirements.txt .\nRUN pip install --prefix=/install -r requirements.txt\nFROM python:3-alpine',
      run: 'COPY --from=build /install /install',
    },
    [
      'pip installs into `/install`, where Python does not look.',
      'With `--prefix` pip puts the packages in a place of its own; Python searches its own `site-packages` and what `PYTHONPATH` names.',
      'Make the destination of this `COPY` `/usr/local`.',
      '/install /install',
    ],
  ],
  [
    'in the background',
    { run: 'RUN pip install -r requirements.txt &' },
    [
      'pip is started in the background, and nothing waits for it.',
      'With `&` the shell goes on at once. When it ends the `RUN` is over, and pip is stopped half-way.',
      'Remove the `&`.',
      'pip install -r requirements.txt &',
    ],
  ],
  [
    'a shell that Alpine lacks',
    { run: 'SHELL ["/bin/bash", "-c"]\nRUN pip install -r requirements.txt' },
    [
      'The image has no `/bin/bash`.',
      'Alpine is a small Linux, and the only shell it brings is `sh`.',
      'Remove the `SHELL` line above.',
      'pip install -r requirements.txt',
    ],
  ],
  [
    'a shell that Alpine lacks, in the first line of a here-document',
    { run: 'RUN <<EOF\n#!/bin/bash\npip install -r requirements.txt\nEOF' },
    [
      'The image has no `/bin/bash`.',
      'Alpine is a small Linux, and the only shell it brings is `sh`.',
      'Begin the text with `#!/bin/sh`.',
      '<<EOF',
    ],
  ],
  [
    'words of a shell in a list',
    { run: 'RUN ["pip", "install", "-r", "requirements.txt", "&&", "true"]' },
    [
      'pip takes `&&` for the name of a package.',
      'In a list no shell reads the words: each of them is handed to pip as it is.',
      'Write `RUN pip install -r requirements.txt`.',
      '&&',
    ],
  ],
  [
    'an option of other installers',
    { run: 'RUN pip install -y -r requirements.txt' },
    [
      '`pip install` has no option `-y`.',
      'pip stops at an option that it does not know. It never asks before it installs, so there is nothing to say yes to.',
      'Remove `-y`.',
      '-y',
    ],
  ],
  [
    'Python without -m',
    { run: 'RUN python pip install -r requirements.txt' },
    [
      'Python looks for a program file named `pip`.',
      'The first word after `python` is the file to run; only `-m` says that a module such as `pip` follows.',
      'Write `RUN pip install -r requirements.txt`.',
      'pip',
    ],
  ],
  [
    'a mount over the working directory',
    { run: 'RUN --mount=type=cache pip install -r requirements.txt' },
    [
      'pip looks for `/usr/src/app/requirements.txt`, and there is no such file in the image.',
      '`requirements.txt` counts from the folder in which this command runs, `/usr/src/app` here.',
      'Write `RUN pip install -r requirements.txt`.',
      'requirements.txt',
    ],
  ],
  [
    'a mount of a type that is none',
    { run: 'RUN --mount=type=volume,target=/x pip install -r requirements.txt' },
    [
      '`volume` is no type of `--mount`: one is `bind`, `cache`, `tmpfs`, `secret`, `ssh`.',
      'An option takes only the values that Docker knows for it.',
      'Correct or remove this option.',
      '--mount=type=volume,target=/x',
    ],
  ],
  [
    'none',
    { run: '' },
    [
      'Nothing installs the packages that `requirements.txt` names.',
      'The base image brings Python and pip, but not the packages this app imports. Without them it stops as soon as it starts.',
      'Add the line `RUN pip install -r requirements.txt` below the `COPY` of `requirements.txt`.',
      '',
    ],
  ],
  [
    'a comment',
    { run: '# RUN pip install -r requirements.txt' },
    [
      'Line 6 is a comment: `# RUN pip install -r requirements.txt`.',
      'A line that starts with `#` is a note for people; Docker does nothing with it.',
      'Remove the `#`, so that the line reads `RUN pip install -r requirements.txt`.',
      '# RUN pip install -r requirements.txt',
    ],
  ],
  [
    'no RUN',
    { run: 'pip install -r requirements.txt' },
    [
      'Docker has no instruction `pip`: this line does not say what to do with the command.',
      'Every line starts with an instruction: `RUN` carries a command out while the image is built, `CMD` is what a container starts with.',
      'Put `RUN` before `pip`.',
      'pip',
    ],
  ],
  [
    'echo',
    { run: 'RUN echo pip install -r requirements.txt' },
    [
      '`echo` does not carry out the words after it.',
      'To the shell the first word is the program, and the rest are words handed to it. So pip is never started.',
      'Write `RUN pip install -r requirements.txt`.',
      'echo',
    ],
  ],
  [
    'never run',
    { run: 'RUN true || pip install -r requirements.txt' },
    [
      'On this line pip is never started.',
      'After `||` a command runs only where the one before it fails, after `&&` only where it succeeds; what follows `#` or `:` does nothing at all.',
      'Write `RUN pip install -r requirements.txt`.',
      'true || pip install -r requirements.txt',
    ],
  ],
  [
    'one word',
    { run: 'RUN ["pip install -r requirements.txt"]' },
    [
      '`pip install -r requirements.txt` is one word here: the name of a single program.',
      'Docker, or the quotes, keep it together; no program has a name with these spaces in it, so the build stops.',
      'Write `RUN pip install -r requirements.txt`.',
      '["pip install -r requirements.txt"]',
    ],
  ],
  [
    'single quotes',
    { run: "RUN ['pip', 'install', '-r', 'requirements.txt']" },
    [
      "Docker does not read `['pip', 'install', '-r', 'requirements.txt']` as a list of words.",
      'The list has to be JSON, and JSON knows only double quotes. Anything else is handed to a shell as it stands. The shell looks for a program named `[pip,` and finds none.',
      'Write `RUN pip install -r requirements.txt`.',
      "'pip'",
    ],
  ],
  [
    'a file for a package',
    { run: 'RUN pip install requirements.txt' },
    [
      'pip takes `requirements.txt` for the name of a package.',
      'What follows `pip install` is a package to get from the Python index; only `-r` says that a file with a list of packages follows.',
      'Write `RUN pip install -r requirements.txt`.',
      'requirements.txt',
    ],
  ],
  [
    '-rq',
    { run: 'RUN pip install -rq requirements.txt' },
    [
      'pip looks for a file named `q`.',
      'What follows the letter `r` is the name of the file, even in the same word. Other short options stand before it: `-qr`.',
      'Write `RUN pip install -qr requirements.txt`.',
      'pip install -rq requirements.txt',
    ],
  ],
  [
    'no file',
    { run: 'RUN pip install -r' },
    [
      'No file follows `-r`.',
      'The word after `-r` is the file that lists the packages.',
      'Write `RUN pip install -r requirements.txt`.',
      'pip install -r',
    ],
  ],
  [
    'a misspelt file',
    { run: 'RUN pip install -r requirement.txt' },
    [
      'pip looks for `/usr/src/app/requirement.txt`, and there is no such file in the image.',
      'The file that lists the packages is `requirements.txt`; Linux compares names letter by letter.',
      'Write `RUN pip install -r requirements.txt`.',
      'requirement.txt',
    ],
  ],
  [
    'in another folder',
    { run: 'RUN cd / && pip install -r requirements.txt' },
    [
      'pip looks for `/requirements.txt`, and there is no such file in the image.',
      '`requirements.txt` counts from the folder in which this command runs, `/` here.',
      'Write `RUN pip install -r requirements.txt`.',
      'requirements.txt',
    ],
  ],
  [
    'at the top',
    { run: 'RUN pip install -r /requirements.txt' },
    [
      'pip looks for `/requirements.txt`, and there is no such file in the image.',
      'A path that starts with `/` counts from the top of the image, not from the working directory.',
      'Write `RUN pip install -r requirements.txt`.',
      '/requirements.txt',
    ],
  ],
  [
    'another file',
    { copy: 'COPY . .', run: 'RUN pip install -r dev.txt' },
    [
      'pip takes `dev.txt` for the list of packages.',
      '`-r` is followed by the file that lists the packages, and the app’s packages are listed in `requirements.txt`.',
      'Write `RUN pip install -r requirements.txt`.',
      'dev.txt',
    ],
    { 'requirements.txt': 'Flask\n', 'server.py': '', 'README.md': '', 'dev.txt': '' },
  ],
  [
    'packages by name',
    { run: 'RUN pip install fask gunicorn' },
    [
      'pip installs `fask` and `gunicorn`, and does not read `requirements.txt`.',
      'The packages of the app, and their versions, are listed in `requirements.txt`. When that list changes, an image that reads it changes too.',
      'Write `RUN pip install -r requirements.txt`.',
      'pip install fask gunicorn',
    ],
  ],
  [
    'taken away again',
    { run: 'RUN pip install -r requirements.txt\nRUN pip uninstall -y flask' },
    [
      '`pip uninstall` takes away again what was installed.',
      'The app imports what `requirements.txt` names, and an image has what is there after its last instruction.',
      'Remove this command.',
      'pip uninstall -y flask',
    ],
  ],
  [
    'removed by hand',
    { run: 'RUN pip install -r requirements.txt && rm -r /usr/local/lib/python3.14' },
    [
      '`rm` takes away again what was installed.',
      'The app imports what `requirements.txt` names, and an image has what is there after its last instruction.',
      'Remove this command.',
      'pip install -r requirements.txt && rm -r /usr/local/lib/python3.14',
    ],
  ],
  [
    'a failure at the end',
    { run: 'RUN pip install -r requirements.txt; false' },
    [
      'This `RUN` always ends with an error, and the build stops here.',
      'The last command that runs decides how a `RUN` ends. `false`, `exit 1`, and a `cd` or a test of what is not there never succeed.',
      'Write `RUN pip install -r requirements.txt`.',
      'pip install -r requirements.txt; false',
    ],
  ],
  [
    'another RUN that fails',
    { run: 'RUN exit 1', copy: 'COPY . .\nRUN pip install -r requirements.txt' },
    [
      'This `RUN` always ends with an error, and the build stops here.',
      'The last command that runs decides how a `RUN` ends. `false`, `exit 1`, and a `cd` or a test of what is not there never succeed.',
      'Remove this line.',
      'exit 1',
    ],
  ],
  [
    'a folder that is there already',
    { workdir: 'WORKDIR /usr/src/app\nRUN mkdir /usr/src/app' },
    [
      '`mkdir /usr/src/app` fails, and the build stops here.',
      '`mkdir` makes a folder that is not there yet, in one that is. With `-p` it makes the folders above as well, and takes those that are there as they are.',
      'Write `RUN mkdir -p /usr/src/app`.',
      'mkdir /usr/src/app',
    ],
  ],
  [
    'a file that is not there',
    { run: 'RUN pip install -r requirements.txt\nRUN rm README.md' },
    [
      '`rm README.md` fails, and the build stops here.',
      '`rm` finds something missing or in its way, counted from the folder in which it runs, `/usr/src/app`. A `RUN` in which a command fails ends the build.',
      'Remove this line.',
      'rm README.md',
    ],
  ],
  [
    'a mount where the packages go',
    { run: 'RUN --mount=type=tmpfs,target=/usr/local/lib pip install -r requirements.txt' },
    [
      'What pip puts into `/usr/local/lib` is gone after this `RUN`.',
      'A mount is there only as long as its `RUN` runs, and what is written into it does not become part of the image.',
      'Remove `--mount=type=tmpfs,target=/usr/local/lib`.',
      'RUN --mount=type=tmpfs,target=/usr/local/lib pip install -r requirements.txt',
    ],
  ],
  [
    'the long option, misspelt',
    { run: 'RUN pip install --requirements requirements.txt' },
    [
      '`pip install` has no option `--requirements`.',
      'pip stops at an option that it does not know. The one that a file with a list of packages follows is `-r`, in full `--requirement`.',
      'Write `RUN pip install -r requirements.txt`.',
      '--requirements',
    ],
  ],
  [
    'an environment that the container uses, and pip does not',
    {
      run: 'RUN pip install -r requirements.txt\nRUN python -m venv /venv\nENV PATH=/venv/bin:$PATH',
    },
    [
      'pip installs for the Python of the image, and the container starts the one of `/venv`.',
      'A virtual environment has packages of its own, and its Python looks at no others.',
      'Write `RUN /venv/bin/pip install -r requirements.txt`.',
      'pip install -r requirements.txt',
    ],
  ],
  [
    'pip download',
    { run: 'RUN pip download -r requirements.txt' },
    [
      '`pip download` does not install anything.',
      'The word after `pip` says what it does, and only `install` puts packages where Python finds them.',
      'Write `RUN pip install -r requirements.txt`.',
      'download',
    ],
  ],
  [
    'dry run',
    { run: 'RUN pip install --dry-run -r requirements.txt' },
    [
      'With `--dry-run` pip installs nothing.',
      'It only shows what it would install, and the image stays as it was.',
      'Remove `--dry-run`.',
      '--dry-run',
    ],
  ],
  [
    'elsewhere',
    { run: 'RUN pip install --target /tmp/x -r requirements.txt' },
    [
      'pip installs into `/tmp/x`, where Python does not look.',
      'With `--target` pip puts the packages in a place of its own; Python searches its own `site-packages` and what `PYTHONPATH` names.',
      'Write `RUN pip install -r requirements.txt`.',
      'pip install --target /tmp/x -r requirements.txt',
    ],
  ],
  [
    'before COPY',
    { run: '', copy: 'RUN pip install -r requirements.txt\nCOPY . .' },
    [
      'When pip runs, `requirements.txt` is not in the image yet.',
      'Docker carries the instructions out from top to bottom, and the `COPY` comes after this line, in line 4.',
      'Move this `RUN` below line 4.',
      'RUN pip install -r requirements.txt',
    ],
  ],
  [
    'in CMD',
    { run: '', cmd: 'CMD pip install -r requirements.txt && python3 server.py' },
    [
      '`CMD` installs the packages each time a container starts, not in the image.',
      '`RUN` is carried out once, while the image is built, and what it installs is kept in the image. `CMD` and `ENTRYPOINT` only say what a container starts with.',
      'Add the line `RUN pip install -r requirements.txt` above this one.',
      'CMD pip install -r requirements.txt && python3 server.py',
    ],
  ],
  [
    'in another stage',
    {
      from: 'FROM python:3-alpine AS a\nCOPY . .\nRUN pip install -r requirements.txt\nFROM python:3-alpine',
      run: '',
    },
    [
      '`RUN pip install -r requirements.txt` is in a build stage that does not become the image.',
      'Every `FROM` starts a new stage from its own base. Only the last stage, which begins at line 4, becomes the image; what earlier stages set is left behind.',
      'Move `RUN pip install -r requirements.txt` below line 4, or remove the `FROM` of line 4 if one stage is enough.',
      'RUN pip install -r requirements.txt',
    ],
  ],
  [
    'nothing to install',
    { run: 'RUN pip install' },
    [
      '`pip install` is told of nothing to install.',
      'pip takes names of packages, or after `-r` a file that lists them; without either it stops, and so does the build.',
      'Write `RUN pip install -r requirements.txt`.',
      'pip install',
    ],
  ],
  [
    'a program much like pip',
    { run: 'RUN pipp install -r requirements.txt' },
    [
      '`pipp` does not install the packages that `requirements.txt` names.',
      'The first word of a command is the program to start. The one that installs Python’s packages, and reads the list of them, is `pip`.',
      'Write `RUN pip install -r requirements.txt`.',
      'pipp',
    ],
  ],
  [
    'an equals sign after -r',
    { run: 'RUN pip install -r=requirements.txt' },
    [
      'pip looks for a file named `=requirements.txt`.',
      'After a short option such as `-r` its value follows behind a space; an `=` becomes part of the name.',
      'Write `RUN pip install -r requirements.txt`.',
      '-r=requirements.txt',
    ],
  ],
  [
    'in CMD, as a list',
    { run: '', cmd: 'CMD ["pip", "install", "-r", "requirements.txt"]' },
    [
      '`CMD` installs the packages each time a container starts, not in the image.',
      '`RUN` is carried out once, while the image is built, and what it installs is kept in the image. `CMD` and `ENTRYPOINT` only say what a container starts with.',
      'Add the line `RUN pip install -r requirements.txt` above this one.',
      'CMD ["pip", "install", "-r", "requirements.txt"]',
    ],
  ],
  [
    'another file of the app',
    { run: 'RUN pip install -r server.py' },
    [
      'pip takes `server.py` for the list of packages.',
      '`-r` is followed by the file that lists the packages, and the app’s packages are listed in `requirements.txt`.',
      'Write `RUN pip install -r requirements.txt`.',
      'server.py',
    ],
  ],
  [
    'no command for pip',
    { run: 'RUN pip -r requirements.txt' },
    [
      'This `pip` has no command to carry out.',
      'The word after `pip` says what it does, and only `install` puts packages where Python finds them.',
      'Write `RUN pip install -r requirements.txt`.',
      'pip -r requirements.txt',
    ],
  ],
  [
    'another file, under a name of its own',
    { copy: 'COPY . .\nCOPY README.md deps.txt', run: 'RUN pip install -r deps.txt' },
    [
      'pip installs what `deps.txt` names; in the folder that file is `README.md`.',
      '`-r` is followed by the file that lists the packages, and the app’s packages are listed in `requirements.txt`.',
      'Write `RUN pip install -r requirements.txt`.',
      'deps.txt',
    ],
  ],
  [
    'a list that names another one, which stays behind',
    {},
    [
      '`requirements.txt` has pip read `web.txt` too, and there is no `/usr/src/app/web.txt` in the image.',
      'A line such as `-r web.txt` in a requirements file names another one; pip looks for it beside the first.',
      'Copy `web.txt` as well, above this line.',
      'pip install -qr requirements.txt',
    ],
    { 'requirements.txt': '-r web.txt\n', 'web.txt': 'flask\n', 'server.py': '' },
  ],
];

for (const [name, source, told, files] of cases) {
  test(name, () => {
    expect(toldBy(check, source, files)).toEqual(told);
  });
}

test('packages that the built image lacks', () => {
  const names = ['Flask'];
  const folders = ['/usr/local/lib/python3.14/site-packages'];
  const packages = new Map([['requirements.txt', { kind: 'missing', names, folders } as const]]);
  const evidence = { image: { files: new Map(), packages } };
  expect(check.judge(witnessOf(textOf({ run: 'RUN make' }), undefined, evidence))).toEqual({
    kind: 'broken',
    diagnostics: [
      {
        check: 'installs-requirements',
        message: 'The built image does not have `Flask`, which `requirements.txt` names.',
        why: 'Python looks for packages in `/usr/local/lib/python3.14/site-packages`. What is not there the app cannot import.',
        help: 'Write `RUN pip install -r requirements.txt`.',
        docs: 'https://pip.pypa.io/en/stable/cli/pip_install/',
      },
    ],
  });
});
