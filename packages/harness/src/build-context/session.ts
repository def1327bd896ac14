import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import type { sendUnaryData } from '@grpc/grpc-js';
import type { ContextEntry } from '@kit/dockerfile';
import { ignoreFault, includedEntries } from '@kit/dockerfile';
import type { BuildRequest } from '../build.ts';
import { withDeadline } from '../deadline.ts';
import { askEngine } from '../engine-request.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { withBuiltInFrontend } from './built-in-frontend.ts';
import { fileSync, health } from './messages.ts';
import { sendFiles } from './send-files.ts';
import type { FileStream } from './send-files.ts';

/** Where BuildKit gets the files of a build from while it goes on. */
export interface BuildSession {
  readonly id: string;
  /** Why a file could not be sent. */
  readonly error: Error | undefined;
  close(): void;
}

/**
 * Opens a session as `docker build` does, in which BuildKit asks for the
 * Dockerfile and the build context. An archive would not do: what
 * `.dockerignore` says of the Dockerfile and of itself is not heeded there.
 * @throws where the engine does not open one.
 */
export async function openBuildSession(
  engine: Engine,
  request: BuildRequest,
): Promise<BuildSession> {
  const id = randomUUID();
  const dockerfile = await readDockerfile(engine, request);
  const server = new Server();
  let failure: Error | undefined;
  server.addService(fileSync, {
    DiffCopy(stream: FileStream) {
      const replaced = isForDockerfile(stream) ? dockerfile : request.replaced;
      // Cancelled by the engine.
      stream.on('error', () => undefined);
      const fault = isForContext(stream) ? ignoreFault(request.context) : undefined;
      if (fault !== undefined) {
        const details = `the patterns of the ignore file cannot be followed: ${fault}`;
        stream.emit('error', { code: status.INVALID_ARGUMENT, details });
        return;
      }
      sendFiles(stream, request.directory, entriesFor(stream, request), replaced).then(
        () => stream.end(),
        (error: unknown) => {
          if (!stream.cancelled && !stream.destroyed) failure ??= error as Error;
          stream.emit('error', { code: status.INTERNAL, details: 'a file could not be sent' });
        },
      );
    },
  });
  server.addService(health, {
    Check: (_: unknown, answer: sendUnaryData<object>) => {
      answer(null, {});
    },
  });
  const socket = await withDeadline(
    askEngine<Duplex>(engine, {
      path: '/session',
      hijack: true,
      headers: {
        Upgrade: 'h2c',
        'X-Docker-Expose-Session-Uuid': id,
        'X-Docker-Expose-Session-Name': 'docker-workshop-kit',
        'X-Docker-Expose-Session-Sharedkey': sharedKeyOf(request.directory),
        'X-Docker-Expose-Session-Grpc-Method': fileSync.DiffCopy.path,
      },
    }),
    'opening a build session',
  );
  // An engine that answers, instead of switching protocols, gives no connection.
  if (!(socket instanceof Duplex)) {
    server.forceShutdown();
    throw new EngineError(
      'refused',
      'The container engine opened no build session.',
      'Restart the engine, then run the same command again.',
    );
  }
  socket.on('error', () => undefined);
  // The upgrade has agreed on it, not the handshake; Node would speak HTTP/1.1.
  if (socket instanceof TLSSocket) socket.alpnProtocol = 'h2';
  server.createConnectionInjector(ServerCredentials.createInsecure()).injectConnection(socket);
  return {
    id,
    get error() {
      return failure;
    },
    close() {
      server.forceShutdown();
      socket.destroy();
    },
  };
}

/** With the same key BuildKit fetches only what has changed since the last build of this folder. */
function sharedKeyOf(directory: string): string {
  return createHash('sha256').update(directory).digest('hex');
}

/**
 * BuildKit asks for three things apart (frontend/dockerui): the Dockerfile, with the ignore
 * file that goes with it; `.dockerignore`; and the context, that is what it leaves in.
 */
function entriesFor(
  stream: FileStream,
  { context, dockerfile }: BuildRequest,
): readonly ContextEntry[] {
  const only = (...names: readonly string[]) =>
    context.entries.filter((entry) => names.includes(entry.path));
  if (isForDockerfile(stream)) return only(dockerfile, `${dockerfile}.dockerignore`);
  return isForContext(stream) ? includedEntries(context) : only('.dockerignore');
}

function isForContext(stream: FileStream): boolean {
  const paths = stream.metadata.get('followpaths');
  const isForIgnoreFile = paths.length === 1 && paths[0] === '.dockerignore';
  return !isForDockerfile(stream) && !isForIgnoreFile;
}

function isForDockerfile({ metadata }: FileStream): boolean {
  return metadata.get('dir-name')[0] === 'dockerfile';
}

/**
 * The Dockerfile, read through the link that it may be: what that leads to is not
 * sent with it. Where the base image is a stand-in, no registry has the frontend either.
 */
async function readDockerfile(
  { standIn }: Engine,
  { directory, dockerfile }: BuildRequest,
): Promise<ReadonlyMap<string, Buffer>> {
  const content = await readFile(path.join(directory, dockerfile));
  const sent =
    standIn === undefined ? content : Buffer.from(withBuiltInFrontend(content.toString('utf8')));
  return new Map([[dockerfile, sent]]);
}
