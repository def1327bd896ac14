import path from 'node:path';
import { admissionRulesOf } from '@kit/checker';
import { loadWorkshop } from '@kit/verify';
import { readClass } from '../class/read-class.ts';
import { readContents } from '../class/read-contents.ts';
import { versionsOf } from '../versions.ts';
import { EngineKeeper } from '../work/engine-keeper.ts';
import { gradeContent } from '../work/grade-content.ts';
import { gradedWorkshop } from '../work/graded-workshop.ts';
import { packSubmission } from '../work/snapshot.ts';
import { handIn } from './hand-in.ts';
import type { SubmissionCase } from './hand-in.ts';
import { saidIn } from './judge-static.ts';
import type { Judged } from './judge-static.ts';

/** Grades cases one by one, each as `pnpm grade` does, on the engine that DOCKER_HOST names. */
export interface Bench extends AsyncDisposable {
  readonly judge: (each: SubmissionCase) => Promise<Judged>;
}

const profile = 'grade';

/** @param buildMs milliseconds that one build may take. */
export async function openBench(buildMs: number): Promise<Bench> {
  const plain = await loadWorkshop('containerize-python');
  const graded = gradedWorkshop(plain);
  const versions = versionsOf(plain.name);
  const rules = admissionRulesOf(plain);
  const { signal } = new AbortController();
  const engine = new EngineKeeper({
    mayStartPrivateEngine: () => Promise.resolve(false),
    buildMs,
    profile,
    jobs: 1,
    packageHosts: rules.packageHosts,
    onNote: () => undefined,
    signal,
  });
  return {
    async judge(each) {
      using handedIn = await handIn([each]);
      const { entries } = await readClass(path.join(handedIn.directory, each.id), { single: true });
      const { items, submissions } = await readContents(entries, versions, { profile, rules });
      const [item] = items;
      const [submission] = submissions.values();
      if (item === undefined || !('key' in item.content) || submission === undefined) {
        const { kind, reason, help } = item?.content as {
          kind: 'refused';
          reason: string;
          help: string;
        };
        return { outcome: kind, said: `${reason} ${help}` };
      }
      await using packed = await packSubmission(submission, rules);
      const content = { contentHash: item.content.hash, archive: packed.archive, purpose: each.id };
      try {
        const report = await gradeContent(content, { ...graded, engine }, signal);
        return { outcome: report.outcome, said: saidIn(report) };
      } catch (error) {
        return { outcome: 'error', said: String(error) };
      }
    },
    [Symbol.asyncDispose]: () => engine.close(),
  };
}
