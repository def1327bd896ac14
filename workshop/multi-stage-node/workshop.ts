import {
  builderWarnings,
  copyNotAdd,
  defineWorkshop,
  secrets,
  tagOfBase,
  workdirNotCd,
} from '@kit/checker';
import baseImage from './01-base-image/step.ts';
import ignoreFile from './02-ignore-file/step.ts';
import buildStage from './03-build-stage/step.ts';
import finalStage from './04-final-stage/step.ts';
import ownUser from './05-own-user/step.ts';
import healthCheck from './06-health-check/step.ts';
import startCommand from './07-start-command/step.ts';
import serve from './08-serve/step.ts';
import grading from './grading.ts';

/** From one stage to two: an image that was tested, holds only what runs, is not root's, and says how it feels. */
export default defineWorkshop({
  name: 'multi-stage-node',
  title: 'A lean image for a Node.js app',
  app: 'apps/node-server',
  steps: [baseImage, ignoreFile, buildStage, finalStage, ownUser, healthCheck, startCommand, serve],
  advice: [
    secrets,
    copyNotAdd,
    workdirNotCd,
    builderWarnings,
    tagOfBase('node:24-alpine', 'node:24.21-alpine'),
  ],
  grading,
});
