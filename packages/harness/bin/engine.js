#!/usr/bin/env node
// Plain JavaScript, so that a Node too old for the rest can still say so.
import module from 'node:module';

const wanted = [22, 22];
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < wanted[0] || (major === wanted[0] && minor < wanted[1])) {
  process.stderr.write(
    `The kit needs Node ${wanted.join('.')} or newer, and this is Node ${process.versions.node}. ` +
      'Run `npx --yes pnpm@12 install` in the folder of the kit: on Linux it brings its own Node. ' +
      'On other systems take one from https://nodejs.org/ and try again.\n',
  );
  process.exit(2);
}

module.enableCompileCache();
const { main } = await import('../src/engine-command.ts');
process.exitCode = await main(process.argv.slice(2));
