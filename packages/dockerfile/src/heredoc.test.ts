import { describe, expect, test } from 'vitest';
import { readHeredocStart } from './heredoc.ts';
import { parseDockerfile } from './parse.ts';

describe('the word that starts a here-document', () => {
  test.for<
    [word: string, name: string | undefined, expand?: boolean, stripTabs?: boolean, fd?: number]
  >([
    ['<<EOF', 'EOF', true],
    ['<<-EOF', 'EOF', true, true],
    ['3<<EOF', 'EOF', true, false, 3],
    ['<<"EOF"', 'EOF', false],
    ["<<-'EOF'", 'EOF', false, true],
    ['<<EO"F"', 'EOF', false],
    ["<<eo\\'f", "eo'f", true],
    ["<<'e'o\\'f", "eo'f", false],
    ["<<'one two'", 'one two', false],
    ['<<$EOF', '$EOF', true],
    ['<< EOF', 'EOF', true],
    ['<<file.txt', 'file.txt', true],
    ['<<', undefined],
    ['<<-', undefined],
    ['<EOF', undefined],
    ['<<<EOF', undefined],
    ['"<<EOF"', undefined],
    ["<<'EOF", undefined],
    ['<<EOF sh', undefined],
  ])('%s', ([word, name, expand = true, stripTabs = false, fileDescriptor = 0]) => {
    const expected = name === undefined ? undefined : { name, expand, stripTabs, fileDescriptor };
    expect(readHeredocStart(word)).toEqual(expected);
  });
});

describe('bodies', () => {
  test.for<[text: string, bodies: readonly string[]]>([
    ['RUN <<A\npip install x\nA', ['pip install x\n']],
    ['RUN <<-A\n\t\tx\n \ty\n\tA', ['x\n \ty\n']],
    ['RUN <<A python3\n# no comment\n\nA', ['# no comment\n\n']],
    ['COPY <<A <<B /x/\nB\nA\nA\nB', ['B\n', 'A\n']],
    ['COPY <<A /x\r\na\r\nA\r\n', ['a\r\n']],
    ['ADD <<A /x\nA', ['']],
    ['RUN cat <<A > b && \\\n  c\n1\nA', ['1\n']],
    ['ONBUILD RUN <<A\n1\nA', ['1\n']],
    ['RUN << A\n1\nA', ['1\n']],
    ['RUN echo "<<A"', []],
    ['RUN ["<<A"]', []],
    ['RUN echo $((1<<2))', []],
    ["RUN echo it's <<A", []],
    ['USER <<A', []],
  ])('%s', ([text, bodies]) => {
    const { instructions, errors } = parseDockerfile(`FROM a\n${text}\nEXPOSE 80`);
    expect(errors).toEqual([]);
    expect(instructions.map(({ keyword }) => keyword)).toEqual([
      'FROM',
      text.split(' ')[0],
      'EXPOSE',
    ]);
    expect(instructions[1]?.heredocs.map(({ body }) => body)).toEqual(bodies);
    expect(instructions[1]?.trigger?.heredocs.map(({ body }) => body) ?? bodies).toEqual(bodies);
  });

  test('the instruction ends before its here-document', () => {
    const [, run] = parseDockerfile('FROM a\nRUN <<A\nb c\nd\nA').instructions;
    expect(run?.range).toEqual({ start: { line: 2, column: 1 }, end: { line: 2, column: 8 } });
    expect(run?.heredocs[0]?.range).toEqual({
      start: { line: 3, column: 1 },
      end: { line: 4, column: 2 },
    });
  });
});
