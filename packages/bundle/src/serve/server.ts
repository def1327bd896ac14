import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listen, refuse, stop } from '@kit/presentation/live';
import type { Bundle } from '../format/bundle.ts';
import { sendContent } from './content.ts';
import type { Content } from './content.ts';
import { shareConnections } from './fair-connections.ts';
import { fileLinks, frontPage, indexPage, policy, projectLinks } from './pages.ts';
import type { Shelf } from './shelf.ts';
import type { Upstream } from './upstream.ts';

export interface BundleServerRequest {
  /** 0 for a free one. */
  readonly port: number;
  readonly bundle: Bundle;
  readonly shelf: Shelf;
  readonly upstream: Upstream;
}

export interface BundleServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Every network of the machine. */
const everywhere = '0.0.0.0';
/** Forty laptops, each with as many connections as an engine opens. */
const mostConnections = 500;
const requestMs = 10_000;
/** Of one who takes nothing any more. */
const idleMs = 60_000;

/** As the distribution specification of OCI has them. */
const ofRegistry = /^\/v2\/([a-z0-9][a-z0-9._/-]{0,254})\/(manifests|blobs)\/([\w][\w.:-]{0,127})$/;
/** As that specification builds the names of repositories: none leads anywhere else on its host. */
const ofRepository = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/;
const ofDigest = /^sha256:[0-9a-f]{64}$/;

/** Everybody may read all of it, and change nothing. */
export async function startBundleServer(request: BundleServerRequest): Promise<BundleServer> {
  const { bundle, shelf, upstream } = request;
  const bundleText = JSON.stringify(bundle);

  const find = async (path: string): Promise<Content | undefined> => {
    const [, hash] = /^\/blobs\/sha256\/([0-9a-f]{64})$/.exec(path) ?? [];
    if (hash !== undefined) return shelf.blob(`sha256:${hash}`);
    const [, file] = /^\/wheels\/([\w.+!%-]+)$/.exec(path) ?? [];
    if (file !== undefined) return shelf.wheel(file.replaceAll('%2B', '+').replaceAll('%21', '!'));
    const [, repository = '', kind, reference = ''] = ofRegistry.exec(path) ?? [];
    if (!repository.split('/').every((part) => ofRepository.test(part))) return undefined;
    if (kind === 'manifests') {
      return (
        shelf.manifest(repository, reference) ?? (await upstream.manifest(repository, reference))
      );
    }
    if (kind === 'blobs' && ofDigest.test(reference)) {
      return shelf.blob(reference) ?? (await upstream.blob(repository, reference));
    }
    return undefined;
  };

  const respond = async (asked: IncomingMessage, answer: ServerResponse): Promise<void> => {
    answer.setHeader('x-content-type-options', 'nosniff');
    if (asked.method !== 'GET' && asked.method !== 'HEAD') {
      refuse(answer, 405);
      return;
    }
    const [path = '/'] = (asked.url ?? '/').split('?');
    if (path === '/v2/') {
      answer.setHeader('docker-distribution-api-version', 'registry/2.0');
      send(answer, 'application/json', '{}');
    } else if (path === '/') {
      sendPage(answer, frontPage(`http://${asked.headers.host ?? ''}`, bundle));
    } else if (path === '/bundle.json') {
      send(answer, 'application/json', bundleText);
    } else if (path === '/simple/') {
      sendPage(answer, indexPage(projectLinks(shelf)));
    } else if (/^\/simple\/[^/]+\/$/.test(path)) {
      const links = fileLinks(shelf, path.slice(8, -1));
      if (links === undefined) refuse(answer, 404);
      else sendPage(answer, indexPage(links));
    } else {
      const content = await find(path);
      if (content === undefined) refuseName(answer);
      else await sendContent(asked, answer, content);
    }
  };

  const server = createServer((asked, answer) => {
    respond(asked, answer).catch(() => {
      // It hung up in the middle, or the disk is gone.
      if (answer.headersSent) answer.destroy();
      else refuse(answer, 500);
    });
  });
  Object.assign(server, { requestTimeout: requestMs, headersTimeout: requestMs });
  server.timeout = idleMs;
  shareConnections(server, mostConnections);
  await listen(server, request.port, everywhere);
  return { port: (server.address() as AddressInfo).port, close: () => stop(server) };
}

function send(answer: ServerResponse, type: string, content: string): void {
  answer.setHeader('content-type', type);
  answer.setHeader('content-length', Buffer.byteLength(content));
  answer.end(content);
}

function sendPage(answer: ServerResponse, page: string): void {
  answer.setHeader('content-security-policy', policy);
  send(answer, 'text/html; charset=utf-8', page);
}

/** In the form that engines read. */
function refuseName(answer: ServerResponse): void {
  answer.statusCode = 404;
  send(answer, 'application/json', '{"errors":[{"code":"NAME_UNKNOWN"}]}');
}
