import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { formats } from './index.ts';
import { renderLearner, runnerEnvironment } from './render-learner.ts';
import { sampleGrades } from './samples.ts';

/** Also what only a decoder would see. */
function readable(text: string): string {
  const decoded = text.replaceAll(/[A-Za-z0-9+/]{40,}=*/g, (part) =>
    Buffer.from(part, 'base64').toString(),
  );
  return `${text}\n${decoded}`;
}

beforeAll(() => {
  for (const [name, value] of Object.entries(runnerEnvironment)) vi.stubEnv(name, value);
});
afterAll(() => void vi.unstubAllEnvs());

const learners = formats.filter(({ scope, name }) => scope === 'learner' && name !== 'gradescope');

test.each(learners.map((format) => [format.name, format] as const))(
  '%s: nothing of a hidden step, and nothing of the grader’s machine',
  (_, format) => {
    for (const grade of [sampleGrades.hidden, sampleGrades.passed, sampleGrades.error]) {
      const text = readable(renderLearner(format, grade));
      expect(text).not.toMatch(/keeps-secrets|Keep secrets out|TOKEN|Start the engine again/);
      expect(text).not.toContain('class/');
    }
  },
);
