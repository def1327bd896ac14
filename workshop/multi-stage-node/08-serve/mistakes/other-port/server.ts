import { createServer } from 'node:http';
import { hostname, userInfo } from 'node:os';
import { page } from './page.ts';

const port = 8080;

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://app');
  if (pathname !== '/' && pathname !== '/health') {
    response.writeHead(404).end('There is no such page.\n');
    return;
  }
  const facts = {
    'Host name': hostname(),
    User: userInfo().username,
    Folder: process.cwd(),
    Process: process.pid,
    Node: process.version,
  };
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(pathname === '/health' ? 'well\n' : page(facts));
});

server.listen(port, '0.0.0.0', () => {
  console.log(`Listening on port ${port} of every network interface`);
});

// `docker stop` sends SIGTERM, which the first process of a container ignores unless told otherwise.
process.on('SIGTERM', () => process.exit(0));
