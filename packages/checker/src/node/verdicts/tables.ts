import { asksHealth } from '../../checks/asks-health.ts';
import { basedOn } from '../../checks/based-on.ts';
import { copiesBuilt } from '../../checks/copies-built.ts';
import { leavesOut } from '../../checks/leaves-out.ts';
import { runsAsUser } from '../../checks/runs-as-user.ts';
import { runsScript } from '../../checks/runs-script.ts';
import { startsNode } from '../../checks/starts-node.ts';
import type { Check } from '../../step.ts';
import { appFiles, ignored } from './row.ts';
import type { Row } from './row.ts';

/** Equivalents that a check has to take, look-alikes that it must not, and what only a run can tell. */
interface Table {
  readonly check: Check;
  readonly holds: readonly Row[];
  readonly fails: readonly Row[];
  readonly open?: readonly Row[];
}

const base = (image: string): Row => [
  { base: `FROM ${image} AS build\nWORKDIR /usr/src/app`, final: 'FROM build' },
];
const ignore = (text: string): Row => [{}, { ...appFiles, '.dockerignore': text }];
const { '.dockerignore': _, ...withoutIgnoreFile } = appFiles;
const final = 'FROM node:24-alpine\nWORKDIR /usr/src/app';

export const tables: readonly Table[] = [
  {
    check: basedOn({ repository: 'node', major: 24, example: 'node:24-alpine' }),
    holds: [
      ...['node:24-alpine', 'node:24', 'node:24.21.0-bookworm-slim', 'node:24.21-alpine3.22'],
      ...['docker.io/library/node:24-slim', 'node:krypton', 'node:krypton-alpine'],
    ].map(base),
    fails: [
      ...['node:22-alpine', 'node:jod', 'node:24-alpin', 'node-24', 'noode:24', 'me/node:24'],
      ...['alpine', 'scratch', 'node:v24-alpine'],
    ].map(base),
    open: ['node', 'node:lts-alpine', 'node:current', 'node:alpine'].map(base),
  },
  {
    check: leavesOut({
      out: ['node_modules/', '.git/', '.env'],
      in: ['package.json', 'server.ts'],
    }),
    holds: [
      ignore(ignored),
      ignore('/node_modules/\n./.git\n.env\n'),
      ignore('**/node_modules\n.*\n'),
      ignore('*\n!package.json\n!*.ts\n!build.js\n'),
      ignore('# of tools\r\nnode_modules\r\n.git/\r\n.env*\r\n'),
      [{}, { ...withoutIgnoreFile, 'Dockerfile.dockerignore': ignored, '.dockerignore': ignored }],
    ],
    fails: [
      [{}, withoutIgnoreFile],
      [{}, { ...withoutIgnoreFile, '.dockerignore.txt': ignored }],
      [{}, { ...withoutIgnoreFile, '.gitignore': ignored }],
      ignore(''),
      ignore('node_modules\n.git\n'),
      ignore('node_modules\n# .git\n.env\n'),
      ignore('node_modules # from npm\n.git\n.env\n'),
      ignore('node_modules\n.git\n.env\n!.env\n'),
      ignore('Node_Modules\n.git\n.env\n'),
      ignore('*\n'),
      ignore('node_modules\n.git\n.env\n*.ts\n'),
      ignore('[\n'),
    ],
  },
  {
    check: runsScript({ name: 'test', runs: /^node( --[\w-]+)* --test\b/ }),
    holds: [
      [{}],
      [{ run: 'RUN npm test && npm run build' }],
      [{ run: 'RUN npm run test --silent\nRUN npm run build' }],
      [{ run: 'RUN npm t; npm run build', copy: 'COPY . .\nSHELL ["/bin/sh", "-ec"]' }],
      [{ run: 'RUN ["npm", "test"]' }],
      [{ run: 'RUN node --test' }],
      [{ run: 'RUN node --run test' }],
      [{ run: 'RUN <<EOF\nset -e\nnpm test\nnpm run build\nEOF' }],
      [{ run: 'RUN cd /usr/src/app && npm test' }],
      [{ copy: 'COPY package.json .\nCOPY *.ts build.js ./' }],
      [
        {
          run: 'RUN npm test\nFROM build AS made\nRUN npm run build',
          take: 'COPY --from=made /usr/src/app/dist dist',
        },
      ],
      [
        {
          run: 'RUN npm run build\nFROM build AS test\nRUN npm test > /passed',
          take: 'COPY --from=build /usr/src/app/dist dist\nCOPY --from=test /passed /',
        },
      ],
    ],
    fails: [
      [{ run: 'RUN npm run build' }],
      [{ run: 'RUN npm run tests\nRUN npm run build' }],
      [{ run: 'RUN npm test || true\nRUN npm run build' }],
      [{ run: 'RUN npm test; npm run build' }],
      [{ run: '# RUN npm test\nRUN npm run build' }],
      [{ run: 'RUN echo npm test' }],
      [{ copy: 'RUN npm test\nCOPY . .', run: 'RUN npm run build' }],
      [{ run: 'RUN npm run build\nFROM build AS test\nRUN npm test' }],
      [{ run: 'RUN npm run build\nCMD ["npm", "test"]' }],
      [{ run: 'ONBUILD RUN npm test' }],
    ],
  },
  {
    check: copiesBuilt({ output: 'dist', base: 'node:24-alpine' }),
    holds: [
      [{}],
      [{ take: 'COPY --from=0 /usr/src/app/dist dist' }],
      [{ take: 'COPY --from=BUILD --chown=node:node /usr/src/app/dist/ /srv/' }],
      [{ take: 'COPY --from=build /usr/src/app/dist/* dist/' }],
      [
        {
          take: 'COPY --from=build ["/usr/src/app/dist/server.js", "/usr/src/app/dist/page.js", "."]',
        },
      ],
      [{ take: 'COPY --from=build usr/src/app/dist dist' }],
      [{ take: 'ENV APP=/usr/src/app\nCOPY --from=build $APP/dist dist' }],
      [{ take: 'COPY --from=build /usr/src/app/dist dist\nCOPY package.json .' }],
      [
        {
          base: 'FROM node:24-alpine AS build\nWORKDIR /app',
          take: 'COPY --from=build /app/dist dist',
        },
      ],
      [{ base: 'FROM node:24-alpine AS base\nWORKDIR /usr/src/app\nFROM base AS build' }],
    ],
    fails: [
      [{ final: '', take: '' }],
      [{ take: '' }],
      [{ take: '# COPY --from=build /usr/src/app/dist dist' }],
      [{ take: 'COPY dist ./dist' }],
      [{ take: 'COPY --from=build dist ./dist' }],
      [{ take: 'COPY --from=build /dist ./dist' }],
      [{ take: 'COPY --from=biuld /usr/src/app/dist ./dist' }],
      [{ base: 'FROM node:24-alpine\nWORKDIR /usr/src/app' }],
      [{ take: 'COPY --from=build /usr/src/app .' }],
      [{ take: 'COPY --from=build / /' }],
      [{ final: 'FROM build', take: '' }],
      [{ take: 'COPY --from=build /usr/src/app/dist' }],
    ],
  },
  {
    check: runsAsUser('node'),
    holds: [
      [{}],
      [{ user: 'USER node:node' }],
      [{ user: 'USER 1000' }],
      [{ user: 'USER nobody' }],
      [{ user: 'ARG WHO=node\nUSER $WHO' }],
      [{ user: 'RUN adduser -D web\nUSER web' }],
      [{ user: 'USER root\nRUN mkdir /data\nUSER node' }],
    ],
    fails: [
      [{ user: '' }],
      [{ user: 'USER root' }],
      [{ user: 'USER 0:1000' }],
      [{ user: 'USER nodejs' }],
      [{ user: 'USER node\nUSER root' }],
      [{ user: '# USER node' }],
      [{ run: 'RUN npm run build\nUSER node', user: '' }],
      [{ user: 'RUN su node' }],
      [{ user: 'USER' }],
      [''],
    ],
  },
  {
    check: asksHealth({
      port: 3000,
      example: 'HEALTHCHECK CMD wget -qO- http://127.0.0.1:3000/health',
    }),
    holds: [
      [{}],
      [
        {
          health:
            'HEALTHCHECK --interval=10s --retries=2 CMD wget -q --spider http://localhost:3000/ || exit 1',
        },
      ],
      [{ health: 'HEALTHCHECK CMD ["wget", "-qO-", "localhost:3000/health"]' }],
      [{ health: 'HEALTHCHECK CMD nc -z 127.0.0.1 3000' }],
      [
        {
          health: `HEALTHCHECK CMD node -e "fetch('http://localhost:3000').then(r => process.exit(r.ok ? 0 : 1))"`,
        },
      ],
      [{ health: 'HEALTHCHECK CMD ["node", "dist/health.js"]' }],
      [{ health: 'ENV PORT=3000\nHEALTHCHECK CMD wget -qO- http://localhost:$PORT' }],
      [{ health: 'RUN apk add curl\nHEALTHCHECK CMD curl -f http://localhost:3000' }],
      [{ health: 'HEALTHCHECK NONE\nHEALTHCHECK CMD wget -qO- http://[::1]:3000' }],
    ],
    fails: [
      [{ health: '' }],
      [{ health: 'HEALTHCHECK NONE' }],
      [{ health: '# HEALTHCHECK CMD wget -qO- http://127.0.0.1:3000' }],
      [{ health: 'HEALTHCHECK CMD exit 0' }],
      [{ health: 'HEALTHCHECK CMD echo http://localhost:3000' }],
      [{ health: 'HEALTHCHECK CMD wget -qO- http://localhost:3000 || true' }],
      [{ health: 'HEALTHCHECK CMD curl -f http://localhost:3000' }],
      [{ health: 'HEALTHCHECK CMD wget -qO- http://localhost:8000' }],
      [{ health: 'HEALTHCHECK CMD wget -qO- http://localhost' }],
      [{ health: 'HEALTHCHECK CMD wget -qO- https://example.org' }],
      [{ health: `HEALTHCHECK CMD ['wget', 'localhost:3000']` }],
      [{ health: 'HEALTHCHECK wget -qO- http://localhost:3000' }],
      [{ run: 'RUN npm run build\nHEALTHCHECK CMD wget -qO- http://localhost:3000', health: '' }],
    ],
  },
  {
    check: startsNode({ script: 'dist/server.js' }),
    holds: [
      [{}],
      [{ cmd: 'CMD ["node", "--enable-source-maps", "./dist/server.js"]' }],
      [{ cmd: 'CMD ["/usr/local/bin/node", "/usr/src/app/dist/server.js"]' }],
      [{ cmd: 'CMD node dist/server.js' }],
      [{ cmd: 'CMD test -f x && node dist/server.js' }],
      [{ cmd: 'CMD ["sh", "-c", "exec node dist/server"]' }],
      [{ cmd: 'ENTRYPOINT ["node"]\nCMD ["dist/server.js"]' }],
      [{ cmd: 'CMD ["dist/server.js"]' }],
      [{ take: 'COPY --from=build /usr/src/app/dist .', cmd: 'CMD ["node", "server.js"]' }],
      [
        {
          take: 'COPY --from=build /usr/src/app/dist /srv',
          cmd: 'WORKDIR /srv\nCMD ["node", "server.js"]',
        },
      ],
      [{ take: 'COPY --from=build /usr/src/app/dist/*.js ./', cmd: 'CMD ["node", "server.js"]' }],
      [{ cmd: 'CMD ["npm", "start"]\nCMD ["node", "dist/server.js"]' }],
    ],
    fails: [
      [{ cmd: '' }],
      [{ cmd: '# CMD ["node", "dist/server.js"]' }],
      [{ cmd: 'RUN node dist/server.js' }],
      [{ cmd: `CMD ['node', 'dist/server.js']` }],
      [{ cmd: 'CMD ["node dist/server.js"]' }],
      [{ cmd: 'CMD ["node"]' }],
      [{ cmd: 'CMD ["node", "server.ts"]' }],
      [{ cmd: 'CMD ["node", "server.js"]' }],
      [{ cmd: 'CMD ["nodejs", "dist/server.js"]' }],
      [{ cmd: 'CMD ["python3", "server.py"]' }],
      [{ final: `${final}\nCMD ["node", "dist/server.js"]`, cmd: 'CMD ["node"]' }],
      [{ run: 'RUN npm run build\nCMD ["node", "dist/server.js"]', cmd: '' }],
    ],
    open: [[{ cmd: 'CMD ["npm", "start"]' }], [{ cmd: 'CMD node $APP' }], [{ take: '' }]],
  },
];
