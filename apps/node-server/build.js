// Writes the app to dist/ as plain JavaScript: the types are taken out, and the tests stay behind.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

mkdirSync('dist', { recursive: true });
const sources = readdirSync('.').filter((name) => /(?<!\.test)\.ts$/.test(name));
for (const name of sources) {
  const code = stripTypeScriptTypes(readFileSync(name, 'utf8'));
  writeFileSync(
    `dist/${name.replace('.ts', '.js')}`,
    code.replaceAll(/(from '\.\/\w+)\.ts'/g, "$1.js'"),
  );
}
