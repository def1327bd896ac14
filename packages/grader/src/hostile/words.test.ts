import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { hostileClass, hostileText } from '../formats/hostile-class.ts';
import { formats } from '../formats/index.ts';
import { runnerEnvironment } from '../formats/render-learner.ts';
import { sampleClass, sampleGrades } from '../formats/samples.ts';
import { folderNamesOf } from '../class/folder-names.ts';
import { closingClassOf } from '../screen/closing-class.ts';
import { closingTable } from '../screen/closing-table.ts';
import { progressScreen } from '../screen/progress.ts';

for (const [name, value] of Object.entries(runnerEnvironment)) vi.stubEnv(name, value);

/** All that grading writes of a class, by where it goes. */
function everythingOf(report: typeof sampleClass): readonly (readonly [string, string])[] {
  return [
    ...formats.flatMap((format) =>
      format.scope === 'class'
        ? [[format.name, format.render(report)] as const]
        : report.submissions.map((grade) => [format.name, format.render(grade, report)] as const),
    ),
    ...[true, false].map((unicode) => {
      const style = { color: false, unicode, width: 60 };
      return ['the screen', closingTable(closingClassOf(report), style)] as const;
    }),
  ];
}

// But for what begins a table for Excel.
const steering =
  /(?!^\ufeff)(?![\n\r\t])[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

test('no format and no screen shows what steers a terminal', () => {
  fc.assert(
    fc.property(hostileClass, (report) => {
      for (const [where, text] of everythingOf(report)) {
        expect(steering.exec(text), where).toBeNull();
        expect(text.isWellFormed(), where).toBe(true);
      }
    }),
    { numRuns: 40 },
  );
});

describe('no line is a command to the runner of a GitHub workflow', () => {
  const command = /^\s*::|##\[/m;

  test('of what is shown there', () => {
    fc.assert(
      fc.property(hostileClass, (report) => {
        const table = closingTable(closingClassOf(report), {
          color: false,
          unicode: true,
          width: 60,
        });
        expect(table).not.toMatch(command);
      }),
      { numRuns: 100 },
    );
  });

  test('of notes', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const stream = Object.assign(new PassThrough(), { isTTY: false, columns: 60 });
        progressScreen(stream as never, true).note(text);
        expect(String(stream.read())).not.toMatch(command);
      }),
      { numRuns: 200 },
    );
  });
});

test('a learner may be called like a part of every object', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const folders = folderNamesOf(names);
  const submissions = names.map((name) => ({
    ...sampleGrades.late,
    name,
    folder: folders.get(name) ?? '',
  }));
  expect(new Set(folders.values()).size).toBe(names.length);
  for (const [where, text] of everythingOf({ ...sampleClass, submissions })) {
    expect(text.length, where).toBeGreaterThan(0);
  }
  const [, json = ''] = everythingOf({ ...sampleClass, submissions })[0] ?? [];
  expect((JSON.parse(json) as typeof sampleClass).submissions.map(({ name }) => name)).toEqual(
    names,
  );
  expect(({} as Record<string, unknown>).outcome).toBeUndefined();
});
