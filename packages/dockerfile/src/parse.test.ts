import { describe, expect, test } from 'vitest';
import type { Instruction, Problem, Range } from './ast.ts';
import { parseDockerfile } from './parse.ts';

/** `2:5-2:9`. */
const at = ({ start, end }: Range): string =>
  `${start.line}:${start.column}-${end.line}:${end.column}`;

const told = ({ code, range, message }: Problem): string => `${code} ${at(range)} ${message}`;

/** The last instruction of a file that starts with FROM. */
function read(text: string): Instruction {
  const { instructions } = parseDockerfile(`FROM a\n${text}`);
  const last = instructions.at(-1);
  if (last === undefined) throw new Error('no instruction');
  return last;
}

const words = (instruction: Instruction): readonly string[] =>
  instruction.words.map(({ text, range }) => `${text} ${at(range)}`);

describe('arguments', () => {
  test.for<[text: string, words: readonly string[]]>([
    ['EXPOSE 80   81\t82', ['80 2:8-2:10', '81 2:13-2:15', '82 2:16-2:18']],
    ['COPY "a b" c', ['"a 2:6-2:8', 'b" 2:9-2:11', 'c 2:12-2:13']],
    ['COPY ["a b", "c"]', ['a b 2:7-2:12', 'c 2:14-2:17']],
    ['WORKDIR /usr/src/app # dir', ['/usr/src/app # dir 2:9-2:27']],
    ['RUN a  b', ['a  b 2:5-2:9']],
    ['CMD ["a\\u0020b"]', ['a b 2:6-2:16']],
    ['HEALTHCHECK   CMD  curl x', ['CMD 2:15-2:18', 'curl x 2:20-2:26']],
    ['ENV a="b c" d=e\\ f', ['a="b c" 2:5-2:12', 'd=e\\ f 2:13-2:19']],
    ['ENV a b  c', ['a 2:5-2:6', 'b  c 2:7-2:11']],
    ['ARG a b=c', ['a 2:5-2:6', 'b=c 2:7-2:10']],
    ['expose 80', ['80 2:8-2:10']],
    ['RUN', []],
    ['RUN a \\\n  b', ['a   b 2:5-3:4']],
    ['COPY a \\\n# note\n  b c', ['a 2:6-2:7', 'b 4:3-4:4', 'c 4:5-4:6']],
    ['COPY a\\\nb c', ['ab 2:6-3:2', 'c 3:3-3:4']],
  ])('%s', ([text, expected]) => {
    expect(words(read(text))).toEqual(expected);
  });

  test('pairs keep quotes and escapes, names and values have their places', () => {
    const { pairs } = read('LABEL "a"="b c" \\\n  d=');
    expect(pairs.map(({ name, value }) => [name, value])).toEqual([
      [
        { text: '"a"', range: range(2, 7, 10) },
        { text: '"b c"', range: range(2, 11, 16) },
      ],
      [
        { text: 'd', range: range(3, 3, 4) },
        { text: '', range: range(3, 5, 5) },
      ],
    ]);
  });

  test('flags lose their quotes; `--` ends them', () => {
    const { flags, argument } = read('COPY --from="a b" --link -- --x y');
    expect(flags).toEqual([
      { name: 'from', value: 'a b', range: range(2, 6, 18) },
      { name: 'link', range: range(2, 19, 25) },
    ]);
    expect(argument).toEqual({ text: '--x y', range: range(2, 29, 34) });
  });

  test('ONBUILD holds the instruction it stores', () => {
    const { trigger } = read('ONBUILD copy --from=x a b');
    expect(trigger?.keyword).toBe('COPY');
    expect(trigger?.keywordRange).toEqual(range(2, 9, 13));
    expect(trigger?.flags).toEqual([{ name: 'from', value: 'x', range: range(2, 14, 22) }]);
  });
});

function range(line: number, start: number, end: number): Range {
  return { start: { line, column: start }, end: { line, column: end } };
}

describe('exec or shell form', () => {
  test.for<[text: string, form: 'exec' | 'shell', problem?: string]>([
    ['CMD ["python3", "./server.py"]', 'exec'],
    ['CMD []', 'exec'],
    ['CMD   [ "a" , "b" ]', 'exec'],
    ['CMD python3 ./server.py', 'shell'],
    ['CMD "python3", "./server.py"', 'shell'],
    ['CMD ["a","b",]', 'shell', 'trailing-comma 2:13-2:14'],
    ["CMD ['a', 'b']", 'shell', 'single-quotes 2:6-2:9'],
    ['CMD ["a", "b"] # run', 'shell', 'text-after 2:16-2:21'],
    ['CMD ["a", 1]', 'shell', 'not-strings 2:11-2:12'],
    ['CMD ["a", ["b"]]', 'shell', 'not-strings 2:11-2:16'],
    ['CMD ["a", "b"', 'shell', 'unterminated 2:5-2:14'],
    ['CMD ["a, b]', 'shell', 'unterminated 2:6-2:12'],
    ['CMD [a, "b"]', 'shell', 'other 2:6-2:7'],
    ['CMD ["a" "b"]', 'shell', 'other 2:10-2:13'],
    ['CMD [“a”]', 'shell', 'other 2:6-2:9'],
    ['CMD ["C:\\path"]', 'shell', 'other 2:9-2:11'],
    ['CMD ["a",\u00a0"b"]', 'shell', 'other 2:10-2:11'],
    ['CMD ["a", \\\n  \'b\']', 'shell', 'single-quotes 3:3-3:6'],
    ['COPY ["a", "b",]', 'shell', 'trailing-comma 2:15-2:16'],
    ["HEALTHCHECK CMD ['a']", 'shell', 'single-quotes 2:18-2:21'],
    ["RUN ['a']", 'shell', 'single-quotes 2:6-2:9'],
    ['RUN [ -f x ] && y', 'shell'],
    ['RUN [ "$x" = "y" ]', 'shell'],
    ['RUN ["a"] && b', 'shell'],
  ])('%s', ([text, form, problem]) => {
    const instruction = read(text);
    const { jsonProblem } = instruction;
    expect(instruction.form).toBe(form);
    expect(jsonProblem && `${jsonProblem.reason} ${at(jsonProblem.range)}`).toBe(problem);
  });
});

test('comments belong to the instruction below them, until an empty one ends them', () => {
  const text =
    '# syntax=x\n# of the file\n\n# a\nFROM a # none\n# b\n#\n# c\nRUN b \\\n# d\n c\nUSER e';
  const { instructions } = parseDockerfile(text);
  expect(instructions.map(({ comments }) => comments)).toEqual([['of the file', 'a'], ['c'], []]);
});

describe('what the builder refuses', () => {
  test.for<[text: string, error: string]>([
    [
      'FROM a # b',
      'from-arguments 2:8-2:11 `FROM` takes an image, or an image and `AS name`; a comment needs a line of its own',
    ],
    ['FROM', 'from-arguments 2:1-2:5 `FROM` needs an image after it'],
    ['FROM a b', 'from-arguments 2:8-2:9 `FROM` takes an image, or an image and `AS name`'],
    [
      'FROM a AS 1x',
      'stage-name 2:11-2:13 `1x` cannot name a stage: a letter, then letters, digits, `-`, `_` and `.`',
    ],
    ['EXPSE 80', 'unknown-instruction 2:1-2:6 there is no instruction `EXPSE`'],
    [
      'EXPOSE\u00a08000',
      'unknown-instruction 2:7-2:8 after `EXPOSE` stands a no-break space (U+00A0) in place of an ordinary one',
    ],
    ['COPY a', 'missing-argument 2:1-2:7 `COPY` needs a destination after `a`'],
    ['COPY', 'missing-argument 2:1-2:5 `COPY` needs a source and a destination after it'],
    ['COPY --form=a b c', 'unknown-flag 2:6-2:14 `COPY` has no flag `--form`'],
    ['COPY --from=a --from=b c d', 'duplicate-flag 2:15-2:23 `--from` is given more than once'],
    ['COPY --from a b', 'invalid-flag 2:6-2:12 `--from` needs a value: `--from=…`'],
    ['COPY --link=x a b', 'invalid-flag 2:6-2:14 `--link` takes `true` or `false`, not `x`'],
    [
      'COPY a <<E\nE',
      'heredoc-destination 2:8-2:11 a here-document cannot be the destination of `COPY`',
    ],
    [
      'RUN --network=x y',
      'invalid-flag 2:5-2:16 `--network` takes `default`, `none`, `host`, not `x`',
    ],
    [
      'RUN <<E\na\nE \n',
      'unterminated-heredoc 2:1-2:8 the here-document is never closed: no line is `E` and nothing else (line 4 has spaces around it)',
    ],
    [
      'CMD ["a", null]',
      'not-strings 2:11-2:15 a JSON array of arguments must hold strings only, each in double quotes',
    ],
    ['ENV PATH', 'missing-value 2:5-2:9 `PATH` has no value: `ENV` takes `name=value`'],
    ['ENV', 'missing-argument 2:1-2:4 `ENV` needs `name=value` after it'],
    ['ENV a=b c', 'missing-equals 2:9-2:10 `c` has no `=`: `ENV` takes `name=value`'],
    ['ENV =b', 'blank-name 2:6-2:7 a name must stand before the `=` of `ENV`'],
    ['ARG', 'missing-argument 2:1-2:4 `ARG` needs a name after it'],
    ['ARG =b', 'blank-name 2:6-2:7 a name must stand before the `=` of `ARG`'],
    ['EXPOSE', 'missing-argument 2:1-2:7 `EXPOSE` needs a port after it'],
    ['WORKDIR', 'missing-argument 2:1-2:8 `WORKDIR` needs a path after it'],
    ['USER', 'missing-argument 2:1-2:5 `USER` needs a user after it'],
    ['VOLUME [""]', 'empty-volume 2:9-2:11 a volume needs a path'],
    ['STOPSIGNAL', 'missing-argument 2:1-2:11 `STOPSIGNAL` needs a signal after it'],
    [
      'SHELL /bin/sh -c',
      'shell-not-json 2:7-2:17 `SHELL` takes a JSON array of strings: `["program", "argument"]`',
    ],
    [
      'HEALTHCHECK',
      'missing-argument 2:1-2:12 `HEALTHCHECK` needs `CMD` and a command, or `NONE` after it',
    ],
    ['HEALTHCHECK NONE x', 'health-check 2:18-2:19 `HEALTHCHECK NONE` takes nothing after it'],
    ['HEALTHCHECK CMD', 'health-check 2:1-2:16 `HEALTHCHECK CMD` needs a command after it'],
    [
      'HEALTHCHECK curl x',
      'health-check 2:13-2:17 `HEALTHCHECK` takes `CMD` and a command, or `NONE`, not `curl`',
    ],
    [
      'HEALTHCHECK --interval=5 CMD x',
      'invalid-flag 2:13-2:25 `--interval` takes a time such as `30s` or `1m30s`, not `5`',
    ],
    [
      'HEALTHCHECK --timeout=1us CMD x',
      'invalid-flag 2:13-2:26 `--timeout` cannot be shorter than `1ms`',
    ],
    [
      'HEALTHCHECK --retries=-1 CMD x',
      'invalid-flag 2:13-2:25 `--retries` takes a whole number, not `-1`',
    ],
    ['ONBUILD', 'missing-argument 2:1-2:8 `ONBUILD` needs an instruction after it'],
    ['ONBUILD FROM b', 'onbuild-trigger 2:9-2:13 `ONBUILD` cannot store `FROM`'],
    ['ONBUILD ONBUILD RUN x', 'onbuild-trigger 2:9-2:16 `ONBUILD` cannot store `ONBUILD`'],
    ['ONBUILD ENV a', 'missing-value 2:13-2:14 `a` has no value: `ENV` takes `name=value`'],
  ])('%s', ([text, error]) => {
    const { instructions, errors } = parseDockerfile(`FROM a\n${text}`);
    expect(errors.map(told)).toEqual([error]);
    expect(errors[0]?.instruction).toBe(instructions[1]);
  });

  test.for([
    'FROM a AS B.c-d_1',
    'ARG a b=c d=',
    'ENV a b c',
    'RUN',
    'CMD',
    'STOPSIGNAL --x SIGTERM',
    'COPY --exclude=a --exclude=b c d',
    'RUN --mount=type=cache,target=/x --mount=type=tmpfs,target=/y z',
    'HEALTHCHECK --interval=1m30s --retries=3 CMD x',
    'HEALTHCHECK none',
    'ONBUILD EXPOSE 80',
    'RUN a \\',
    'COPY <<A <<-"B" /x/\n1\nA\n\t2\n\tB',
  ])('%s is taken', (text) => {
    expect(parseDockerfile(`FROM a\n${text}`).errors).toEqual([]);
  });

  test('a file without instructions', () => {
    expect(parseDockerfile('# note\n\n').errors.map(told)).toEqual([
      'no-instructions 2:1-2:1 the file has no instructions',
    ]);
  });

  test('a file with nothing but arguments', () => {
    expect(parseDockerfile('ARG a\nARG b=1\n').errors.map(told)).toEqual([
      'no-build-stage 2:1-2:8 the file has no `FROM`, and every image starts with one',
    ]);
  });

  test('instructions before the first FROM, told once', () => {
    const { errors } = parseDockerfile('ARG a\nEXPOSE 80\nRUN x\nFROM b\nRUN y');
    expect(errors.map(told)).toEqual([
      'no-build-stage 2:1-2:7 `EXPOSE` stands before the first `FROM`; only `ARG` can',
    ]);
  });

  test('one slip does not hide the next', () => {
    const { errors } = parseDockerfile('FROM a b\nCOPY x\nFOO\nENV');
    expect(errors.map(({ range: { start } }) => start.line)).toEqual([1, 2, 3, 4]);
  });

  test('a line that the builder cannot take in', () => {
    const { errors } = parseDockerfile(`FROM a\nLABEL a=${'b'.repeat(65_535)}\nRUN x`);
    expect(errors.map(told)).toEqual([
      'line-too-long 2:1-2:1 this line is longer than 65,535 bytes, the most that Docker reads',
    ]);
  });
});

describe('lines', () => {
  test('a byte-order mark and CRLF are no part of anything', () => {
    const { text, instructions } = parseDockerfile('\uFEFFFROM a\r\nRUN b \\\r\n  c\r\n');
    expect(text.startsWith('FROM')).toBe(true);
    expect(
      instructions.map(({ keywordRange, argument }) => [at(keywordRange), argument.text]),
    ).toEqual([
      ['1:1-1:5', 'a'],
      ['2:1-2:4', 'b   c'],
    ]);
  });

  test('comments and blank lines inside an instruction are left out; a blank one is warned of', () => {
    const { instructions, warnings } = parseDockerfile('FROM a\nRUN b \\\n # c \\\n\n  d');
    expect(instructions[1]?.argument.text).toBe('b   d');
    expect(warnings.map(told)).toEqual([
      'NoEmptyContinuation 4:1-4:1 a blank line stands inside a continued instruction',
    ]);
  });

  test.for<[text: string, argument: string]>([
    ['ENV a=b\\\\\nRUN x', 'x'],
    ['RUN x\\\\\\\nRUN y', 'y'],
    ['RUN x \\  \n  y', 'x   y'],
    ['RUN x \\', 'x'],
    ['# escape=`\nRUN x', 'x'],
    ['RUN x\n# note \\\nRUN y', 'y'],
  ])('%s', ([text, argument]) => {
    expect(read(text).argument.text).toBe(argument);
  });

  test('the escape character can be a backtick', () => {
    const { escapeCharacter, instructions } = parseDockerfile(
      '# Escape = `\nFROM a\nRUN C:\\ `\n x',
    );
    expect(escapeCharacter).toBe('`');
    expect(instructions[1]?.argument.text).toBe('C:\\  x');
  });
});

test('behind a thousand errors nothing is read', () => {
  const { errors, instructions } = parseDockerfile(`FROM scratch\n${'EXPSE 80\n'.repeat(2_000)}`);
  expect([errors.length, instructions.length]).toEqual([1_000, 1_001]);
});

describe('directives', () => {
  test('stand at the top only', () => {
    const { directives, errors } = parseDockerfile(
      '# syntax=docker/dockerfile:1\n#check = skip=all\n# note\n# escape=`\nFROM a',
    );
    expect(directives).toEqual([
      { name: 'syntax', value: 'docker/dockerfile:1', range: range(1, 1, 29) },
      { name: 'check', value: 'skip=all', range: range(2, 1, 18) },
    ]);
    expect(errors).toEqual([]);
  });

  test.for<[text: string, error: string]>([
    [
      '# escape=x\nFROM a',
      'invalid-escape 1:1-1:11 the escape character must be `\\` or a backtick, not `x`',
    ],
    [
      '# escape=`\n# escape=`\nFROM a',
      'duplicate-directive 2:1-2:11 only one `# escape=` directive can stand in a Dockerfile',
    ],
  ])('%s', ([text, error]) => {
    expect(parseDockerfile(text).errors.map(told)).toEqual([error]);
  });
});
