import { describe, expect, test } from 'vitest';
import { textAt } from '../source-text.ts';
import { witnessOf } from '../verdicts/witness.ts';
import type { Witness } from '../step.ts';
import { appFiles, textOf } from './verdicts/row.ts';
import type { Row } from './verdicts/row.ts';
import { tables } from './verdicts/tables.ts';

function witnessOfRow([source, files = appFiles]: Row): Witness {
  return witnessOf(textOf(source), files);
}

describe.each(tables)('$check.name', ({ check, holds, fails, open = [] }) => {
  const named = (rows: readonly Row[]) => rows.map((row) => [JSON.stringify(row), row] as const);

  test.each(named(holds))('holds: %s', (_name, row) => {
    expect(check.judge(witnessOfRow(row))).toEqual({ kind: 'holds' });
  });

  test.each(named(open))('only a run can tell: %s', (_name, row) => {
    expect(check.judge(witnessOfRow(row)).kind).toBe('unknown');
  });

  test('what fails, and what is told of it', async () => {
    const told = fails.map((row) => {
      const witness = witnessOfRow(row);
      const verdict = check.judge(witness);
      const diagnostics = verdict.kind === 'broken' ? verdict.diagnostics : [];
      const lines = diagnostics.map(({ message, why, help, range, docs, check: name }) => {
        expect(docs).toMatch(
          /^https:\/\/(docs\.docker\.com|hub\.docker\.com|github\.com\/hadolint)\//,
        );
        expect(name).toBe(check.name);
        const marked = range === undefined ? '' : `  at ${textAt(witness.dockerfile, range)}\n`;
        return `${marked}  ${message}\n  ${why}\n  ${help}\n`;
      });
      return `${JSON.stringify(row[0])}${row[1] === undefined ? '' : ` ${JSON.stringify(row[1]['.dockerignore'])}`}\n${lines.join('\n') || `  ${verdict.kind}\n`}`;
    });
    expect(told.filter((text) => /^ {2}(holds|unknown)$/m.test(text))).toEqual([]);
    await expect(told.join('\n')).toMatchFileSnapshot(`__snapshots__/${check.name}.txt`);
  });
});
