import { defineGrading } from '@kit/checker';
import { gradingApp } from './grading/app.ts';

/** A point a step, and four for the container that answers. */
export default defineGrading({
  points: { serve: 4 },
  app: gradingApp,
  // Who starts from one of the others makes a mistake, and breaks no rule.
  admission: { bases: ['node', 'alpine', 'busybox', 'debian', 'nginx', 'python', 'ubuntu'] },
});
