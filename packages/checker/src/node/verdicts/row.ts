/** Parts of the Dockerfile of two stages; a row of a table replaces some. */
export interface Parts {
  readonly base?: string;
  readonly copy?: string;
  readonly run?: string;
  readonly final?: string;
  readonly take?: string;
  readonly user?: string;
  readonly health?: string;
  readonly cmd?: string;
}

/** A text is the whole Dockerfile; files of the folder are the app's where none are given. */
export type Row = readonly [dockerfile: Parts | string, files?: Readonly<Record<string, string>>];

export const ignored = 'node_modules\n.git\n.env\n';

export const appFiles = {
  'build.js': '',
  'package.json': '{}',
  'page.test.ts': '',
  'page.ts': '',
  'server.ts': '',
  '.dockerignore': ignored,
};

const usual = {
  base: 'FROM node:24-alpine AS build\nWORKDIR /usr/src/app',
  copy: 'COPY . .',
  run: 'RUN npm test\nRUN npm run build',
  final: 'FROM node:24-alpine\nWORKDIR /usr/src/app',
  take: 'COPY --from=build /usr/src/app/dist ./dist',
  user: 'USER node',
  health: 'HEALTHCHECK CMD wget -qO- http://127.0.0.1:3000/health',
  cmd: 'CMD ["node", "dist/server.js"]',
};

/** An empty part leaves its lines out. */
export function textOf(dockerfile: Parts | string): string {
  if (typeof dockerfile === 'string') return dockerfile;
  const parts = Object.values({ ...usual, ...dockerfile });
  return parts.filter((part) => part !== '').join('\n') + '\n';
}
