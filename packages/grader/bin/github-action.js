#!/usr/bin/env node
// Plain JavaScript, so that a Node too old for the rest can still say so.
import '../../../scripts/require-installation.js';

const { main } = await import('../src/github-action.ts');
process.exit(main());
