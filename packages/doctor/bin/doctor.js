#!/usr/bin/env node
// Plain JavaScript, so that a Node too old for the rest can still say so.
import '../../../scripts/require-installation.js';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// A lookup that no name server answers holds its process back from ending, for ten seconds and
// more; a process beside this one can be ended at once.
const program = fileURLToPath(import.meta.resolve('../src/process.ts'));
const examining = fork(program, process.argv.slice(2));
examining.once('message', (exitCode) => {
  examining.kill('SIGKILL');
  process.exit(exitCode);
});
examining.once('exit', () => process.exit(2));
