#!/usr/bin/env node
// Plain JavaScript, so that a Node too old for the rest can still say so.
import '../../../scripts/require-installation.js';
import module from 'node:module';

module.enableCompileCache();
const { createWorkshop } = await import('../src/create-command.ts');
process.exit(await createWorkshop(process.argv.slice(2)));
