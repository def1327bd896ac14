import path from 'node:path';
import { admissionRulesOf, quote, withoutPolicy } from '@kit/checker';
import type { AdmissionRules, Workshop } from '@kit/checker';
import type { Profile } from '@kit/harness';
import { writeTo } from '@kit/harness/write-to';
import { loadWorkshop, mayGetPrivateEngine, UsageError } from '@kit/verify';
import { isInteractive } from '@kit/terminal';
import { classOfRun } from '../class-of-run.ts';
import type { SubmittedClass } from '../class/class-entry.ts';
import { readClass } from '../class/read-class.ts';
import { readContents } from '../class/read-contents.ts';
import { gradeClass } from '../grade-class.ts';
import type { GradedRun } from '../grade-class.ts';
import type { GradeOptions } from '../options.ts';
import { openClass } from '../formats/open-class.ts';
import { checkReports, writeReports } from '../reports/write-reports.ts';
import { closingClassOf } from '../screen/closing-class.ts';
import { progressScreen } from '../screen/progress.ts';
import { databaseUrl, storeFolder } from '@kit/store/location';
import { openGradingStore } from '../store/store.ts';
import { versionsOf } from '../versions.ts';
import { remember, tellClosing, tellReports } from './closing.ts';
import { buildMsOf } from '../work/build-deadline.ts';
import { EngineKeeper } from '../work/engine-keeper.ts';
import { gradeContent } from '../work/grade-content.ts';
import { gradedWorkshop } from '../work/graded-workshop.ts';

/**
 * `pnpm grade SUBMISSIONS`.
 * @returns 0 where every submission was judged, whatever the verdicts; 2 where some could not be,
 * or where something is left on the engine.
 */
export async function grade(options: GradeOptions, signal: AbortSignal): Promise<number> {
  const [started, since] = [performance.now(), Date.now()];
  const url = databaseUrl();
  if (options.jobs === 0 && url === undefined) {
    throw new UsageError(
      '`--jobs 0` leaves the work to workers, which join by DATABASE_URL: set it, or give a number from 1.',
    );
  }
  const plain = await loadWorkshop(options.workshop);
  const submitted = await readSubmitted(options);
  await checkReports(options, new Set(submitted.entries.map(({ name }) => name)).size);
  const versions = versionsOf(plain.name);
  const graded = gradedWorkshop(plain);
  const { profile } = options;
  const rules = rulesOf(plain, profile);
  const contents = await readContents(submitted.entries, versions, { profile, rules });
  const screen = progressScreen(process.stderr, options.noColor);
  const engine = new EngineKeeper({
    mayStartPrivateEngine: () => {
      screen.clear();
      return mayGetPrivateEngine(isInteractive(process.stderr), signal, screen.note);
    },
    buildMs: buildMsOf(plain),
    profile,
    jobs: options.jobs,
    packageHosts: rules.packageHosts,
    onNote: screen.note,
    signal,
  });
  const store = await openGradingStore(
    { folder: storeFolder(options.out, 'grading'), databaseUrl: url },
    (error) => screen.note(`The database: ${error.message}`),
  );
  let run: GradedRun;
  try {
    run = await gradeClass({
      store,
      class: path.resolve(options.manifest ?? options.directory ?? '.'),
      workshop: plain,
      gradedWorkshop: graded.workshop,
      versions,
      contents,
      profile,
      rules,
      ...dueOf(submitted),
      prepare: () => engine.get(),
      grade: (content, stopped, time) =>
        gradeContent(content, { ...graded, engine }, stopped, time),
      slots: options.jobs,
      fresh: options.fresh,
      signal,
      onProgress: screen.show,
      onNote: screen.note,
    });
  } finally {
    screen.clear();
    await engine.close();
    await store.close();
  }
  const durationMs = performance.now() - started;
  const report = classOfRun(
    { ...run, durationMs, versions, profile, ...dueOf(submitted) },
    graded.workshop,
  );
  const hasErrors = report.submissions.some(({ outcome }) => outcome === 'error');
  const closing = closingClassOf(report);
  await tellClosing(process.env.CI ? closingClassOf(openClass(report)) : closing, options);
  const { files, text } = await writeReports(report, options);
  await tellReports(options);
  if (text !== undefined) await writeTo(process.stdout, text);
  if (!hasErrors && !engine.hasLeftovers) {
    const inputs =
      options.manifest === undefined
        ? [options.directory ?? '.']
        : [options.manifest, ...submitted.entries.map(({ directory }) => directory)];
    const absolute = inputs.map((place) => path.resolve(place));
    remember(options, { inputs: absolute, reports: files }, closing, since);
  }
  return hasErrors || engine.hasLeftovers ? 2 : 0;
}

function rulesOf(workshop: Workshop, profile: Profile): AdmissionRules {
  const rules = admissionRulesOf(workshop);
  return profile === 'learner' ? withoutPolicy(rules) : rules;
}

/** The folder of the reports may lie among the submissions; it is none. */
async function readSubmitted({
  directory = '.',
  manifest,
  single,
  out,
}: GradeOptions): Promise<SubmittedClass> {
  const submitted = await readClass(directory, {
    single,
    ...(manifest !== undefined && { manifest }),
  });
  const reports = path.resolve(out);
  const entries = submitted.entries.filter((entry) => entry.directory !== reports);
  const around = entries.find((entry) => reports.startsWith(entry.directory + path.sep));
  if (around !== undefined) {
    throw new UsageError(
      `The reports would lie in the submission ${quote(around.path)} itself. Give another folder, for example \`--out ../grades\`.`,
    );
  }
  if (entries.length === 0) {
    throw new UsageError(`There is no submission in ${quote(directory)}, only the reports.`);
  }
  return { ...submitted, entries };
}

function dueOf({ due }: SubmittedClass): { readonly due?: string } {
  return due === undefined ? {} : { due };
}
