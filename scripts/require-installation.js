// Plain JavaScript, so that a Node too old for the rest can still say so. pnpm
// runs a script even where the installation before it failed.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);

if (!existsSync(fileURLToPath(import.meta.resolve('../node_modules/.modules.yaml')))) {
  stop(
    "The kit's packages could not be installed; what went wrong stands above. " +
      'Where the npm registry answers, run `npx --yes pnpm@12 install`.',
  );
}
if (major < 22 || (major === 22 && minor < 22)) {
  stop(
    `The kit needs Node 22.22 or newer, and this is Node ${process.versions.node}. ` +
      'Run `npx --yes pnpm@12 install`: on Linux it brings its own Node. ' +
      'On other systems take one from https://nodejs.org/ and try again.',
  );
}

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
