import { commands } from './commands.ts';
import { config } from './config.ts';
import { copying } from './copying.ts';
import { failing } from './failing.ts';
import { hereDocuments } from './here-documents.ts';
import { ignoring } from './ignoring.ts';
import { mounting } from './mounting.ts';
import type { PlanCase } from './plan-case.ts';
import { refused } from './refused.ts';
import { running } from './running.ts';
import { stages } from './stages.ts';
import { variables } from './variables.ts';

export type { PlanCase } from './plan-case.ts';
export { sampleFiles } from './plan-case.ts';

/** What Dockerfiles describe, by topic. */
export const planCases: Readonly<Record<string, readonly PlanCase[]>> = {
  variables,
  config,
  commands,
  copying,
  ignoring,
  'here-documents': hereDocuments,
  stages,
  running,
  failing,
  mounting,
  refused,
};
