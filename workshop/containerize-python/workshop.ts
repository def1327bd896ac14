import {
  builderWarnings,
  copyNotAdd,
  defineWorkshop,
  healthCheck,
  ignoreFile,
  noPipCache,
  ownUser,
  requirementsFirst,
  secrets,
  tagOfBase,
  workdirNotCd,
} from '@kit/checker';
import createDockerfile from './01-create-dockerfile/step.ts';
import baseImage from './02-base-image/step.ts';
import workingDirectory from './03-working-directory/step.ts';
import copyFiles from './04-copy-files/step.ts';
import exposePort from './05-expose-port/step.ts';
import installDependencies from './06-install-dependencies/step.ts';
import startCommand from './07-start-command/step.ts';
import buildImage from './08-build-image/step.ts';
import tagImage from './09-tag-image/step.ts';
import tagVersion from './10-tag-version/step.ts';
import serve from './11-serve/step.ts';
import grading from './grading.ts';

/** From an empty folder to a container that answers: the first Dockerfile, step by step. */
export default defineWorkshop({
  name: 'containerize-python',
  title: 'Containerize a Python app',
  app: 'apps/python-server',
  steps: [
    createDockerfile,
    baseImage,
    workingDirectory,
    copyFiles,
    exposePort,
    installDependencies,
    startCommand,
    buildImage,
    tagImage,
    tagVersion,
    serve,
  ],
  advice: [
    secrets,
    copyNotAdd,
    workdirNotCd,
    builderWarnings,
    requirementsFirst('requirements.txt'),
    noPipCache,
    ignoreFile,
    tagOfBase('python:3-alpine', 'python:3.14-alpine'),
    ownUser,
    // Every Python image can do this; not every one has wget or curl.
    healthCheck(
      `python3 -c "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000')"`,
    ),
  ],
  grading,
  rebuild: {
    change: { file: 'server.py', line: '# one line more' },
    instead: {
      title: 'requirements installed first',
      dockerfile: 'requirements-first/Dockerfile',
    },
  },
});
