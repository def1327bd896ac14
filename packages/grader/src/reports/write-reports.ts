import path from 'node:path';
import { quote } from '@kit/checker';
import { openOutputFile, UsageError, whyNot } from '@kit/terminal';
import type { ClassReport } from '../class-report.ts';
import type { Format } from '../formats/format.ts';
import { formats } from '../formats/index.ts';
import { putReport } from './put-report.ts';

/** Written each time: the grader's overview, and what each learner gets. */
const always: readonly string[] = ['json', 'csv', 'markdown', 'html', 'learner', 'learner-json'];

export interface Wanted {
  readonly out: string;
  /** Names of formats, besides those that are always written. */
  readonly formats: readonly string[];
  readonly output?: string;
}

export interface Written {
  /** All that there are now, by their absolute paths. */
  readonly files: readonly string[];
  /** For stdout, where one format for the whole class was asked for and no file. */
  readonly text?: string;
}

/**
 * Looks whether the reports that are wanted can be written, so that nobody grades first.
 * @param learners how many there are.
 * @throws UsageError saying why they cannot.
 */
export async function checkReports(
  { formats: asked, output }: Wanted,
  learners: number,
): Promise<void> {
  const wanted = formats.filter(({ name }) => asked.includes(name));
  for (const { check } of wanted) check?.();
  if (output === undefined) return;
  await openOutputFile(output);
  const [first] = wanted;
  if (first?.scope === 'learner' && learners !== 1) {
    throw new UsageError(
      `\`--format ${first.name}\` is a report of one learner, and there are ${learners}: leave \`--output\` out, and each gets a file.`,
    );
  }
}

/**
 * Writes a class's reports: `OUT/FILE` for the class, `OUT/learners/FOLDER/FILE`
 * for each learner. A file that has the same content already is left alone.
 * @throws UsageError where one cannot be written, as on a full disk.
 */
export async function writeReports(
  report: ClassReport,
  { out, formats: asked, output }: Wanted,
): Promise<Written> {
  const [first, ...others] = formats.filter(({ name }) => asked.includes(name));
  if (output !== undefined && first !== undefined) {
    const file = await openOutputFile(output);
    await file.write(onlyText(first, report));
  }
  const wanted = formats.filter(({ name }) => always.includes(name) || asked.includes(name));
  const files = wanted.flatMap((format) => filesOf(format, report));
  for (let from = 0; from < files.length; from += sideBySide) {
    await Promise.all(files.slice(from, from + sideBySide).map((file) => writeFile(out, file)));
  }
  const isForScreen = others.length === 0 && output === undefined && first?.scope === 'class';
  return {
    files: files.map(({ names }) => path.resolve(out, ...names)),
    ...(isForScreen && { text: first.render(report) }),
  };
}

/** A disk is done with many small files sooner than with one after the other. */
const sideBySide = 32;

function onlyText(format: Format, report: ClassReport): string {
  if (format.scope === 'class') return format.render(report);
  const [grade, ...others] = report.submissions;
  if (grade === undefined || others.length > 0) {
    throw new Error(`${format.name} is a report of one learner.`);
  }
  return format.render(grade, report);
}

interface ReportFile {
  /** Below the folder of the reports. */
  readonly names: readonly string[];
  readonly render: () => string;
}

function filesOf(format: Format, report: ClassReport): readonly ReportFile[] {
  if (format.scope === 'class') {
    return [{ names: [format.file], render: () => format.render(report) }];
  }
  return report.submissions.map((grade) => ({
    names: ['learners', grade.folder, format.file],
    render: () => format.render(grade, report),
  }));
}

async function writeFile(out: string, { names, render }: ReportFile): Promise<void> {
  const text = render();
  try {
    await putReport(out, names, text);
  } catch (error) {
    const file = path.join(out, ...names);
    throw new UsageError(
      `The reports cannot be written to ${quote(file)}: ${whyNot(error)}. Give another folder to \`--out\`; what is graded is kept.`,
      { cause: error },
    );
  }
}
