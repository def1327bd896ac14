import { defineWorkshop, secrets, workdirNotCd } from '@kit/checker';
import baseImage from './01-base-image/step.ts';
import startCommand from './02-start-command/step.ts';
import serve from './03-serve/step.ts';

/** What a learner can do after this workshop, in a sentence. */
export default defineWorkshop({
  name: 'my-workshop',
  title: 'My workshop',
  // The folder with the app that learners put into an image.
  app: 'apps/my-workshop',
  // In the order in which they are judged. A step's folder is its place in this list and its id.
  steps: [baseImage, startCommand, serve],
  // Good habits that change no verdict, shown once all steps passed.
  advice: [secrets, workdirNotCd],
});
