import { defineGrading } from '@kit/checker';
import type { Workshop } from '@kit/checker';
import type { Isolation, Profile } from '@kit/harness';
import type { ClassReport } from './class-report.ts';
import { gradedSteps, gradesOf } from './policy/grades.ts';
import type { Judged, Policy } from './policy/grades.ts';
import type { ItemResult } from './store/results.ts';
import type { Versions } from './versions.ts';

/** A run as it was written down. */
export interface RunRecord {
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly versions: Versions;
  /** Absent where only its results were kept. */
  readonly profile?: Profile;
  /** ISO 8601, where the manifest had one. */
  readonly due?: string;
  /** In the order of the class. */
  readonly items: readonly ItemResult[];
}

/**
 * What is known of a class, under the points and the policy of the workshop as
 * they are now.
 * @param workshop with the steps of grading.
 */
export function classOfRun(run: RunRecord, workshop: Workshop): ClassReport {
  const grading = {
    ...(workshop.grading ?? defineGrading({})),
    ...(run.due !== undefined && { due: run.due }),
  };
  const policy: Policy = { workshop, grading };
  const isolation = isolationOf(run);
  return {
    schema: 'workshop/class/v1',
    workshop: workshop.name,
    title: workshop.title,
    startedAt: run.startedAt.toISOString(),
    durationMs: Math.round(run.durationMs),
    versions: run.versions,
    ...(isolation && { isolation }),
    policy: {
      ...(grading.due !== undefined && { due: new Date(grading.due).toISOString() }),
      credit: grading.credit,
      attempts: grading.attempts,
    },
    steps: gradedSteps(policy),
    submissions: gradesOf(run.items.map(judgedOf), policy),
  };
}

/** Machines can differ; then each says what it has. */
function isolationOf({ items, profile: asked }: RunRecord): Isolation | undefined {
  const found = items.flatMap(({ result }) => result?.report.isolation ?? []);
  const profile = asked ?? found[0]?.profile;
  if (profile === undefined) return undefined;
  const descriptions = [...new Set(found.map(({ description }) => description))];
  return { profile, description: descriptions.join(' Or: ') || 'Nothing was built or run.' };
}

const notGraded = { reason: 'It was not graded.', help: 'Run the same command again.' };

function judgedOf({ name, path, submittedAt, known, problem, result }: ItemResult): Judged {
  const entry = { name, path, directory: path };
  return {
    entry: { ...entry, ...(submittedAt !== undefined && { submittedAt }) },
    known,
    durationMs: result?.durationMs ?? 0,
    result:
      problem !== undefined || result === undefined
        ? { kind: problem?.kind ?? 'error', problem: problem ?? notGraded }
        : {
            kind: 'report',
            // The same content can be several learners'.
            report: {
              ...result.report,
              submission: { ...result.report.submission, directory: path },
            },
          },
  };
}
