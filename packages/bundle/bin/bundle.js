#!/usr/bin/env node
// Plain JavaScript, so that a Node too old for the rest can still say so.
import '../../../scripts/require-installation.js';
import module from 'node:module';

module.enableCompileCache();
const { main } = await import('../src/main.ts');
process.exit(await main(process.argv.slice(2)));
