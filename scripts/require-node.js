// Plain JavaScript, so that a Node too old for the rest can still say so.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 22)) {
  process.stderr.write(
    `The kit needs Node 22.22 or newer, and this is Node ${process.versions.node}. ` +
      'Run `npx --yes pnpm@12 install`: on Linux it brings its own Node. ' +
      'On other systems take one from https://nodejs.org/ and try again.\n',
  );
  process.exit(2);
}
