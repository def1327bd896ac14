import type { Diagnostic, Explanation } from '../diagnostic.ts';
import type { ListeningSocket, ProbeEvidence } from '../evidence.ts';
import { lastLines, showLines } from '../log-lines.ts';
import { list, plain, quote } from '../plain-text.ts';
import type { Check } from '../step.ts';
import { broken, holds, unknown } from '../verdict.ts';

const check = 'serves';
const docs =
  'https://docs.docker.com/get-started/docker-concepts/running-containers/publishing-ports/';

interface Wanted {
  readonly path: string;
  /** Sent with the path, and not shown: of grading's own. */
  readonly query?: string;
  readonly port: number;
  /** A text that only the sample app's answer holds. */
  readonly contains: string;
  /** What to say of the answer of another app, in the place of the usual. */
  readonly other?: Pick<Explanation, 'message' | 'why' | 'help'>;
}

type Probe<Kind extends ProbeEvidence['kind']> = Extract<ProbeEvidence, { kind: Kind }>;

/** A container of the image answers HTTP as the sample app does. */
export function serves(wanted: Wanted): Check {
  const { path, query, port } = wanted;
  return {
    name: check,
    wants: { kind: 'probe', port, path: query === undefined ? path : `${path}?${query}` },
    judge({ evidence: { probe } }) {
      if (probe === undefined) return unknown('No container was started.');
      const explanation = explain(probe, wanted);
      if (explanation === undefined) return holds;
      const diagnostic: Diagnostic = { check, docs, ...explanation };
      return broken(diagnostic);
    },
  };
}

function explain(probe: ProbeEvidence, wanted: Wanted): Explanation | undefined {
  switch (probe.kind) {
    case 'answered':
      return explainAnswer(probe, wanted);
    case 'exited':
      return explainExit(probe);
    case 'refused':
      return explainRefused(probe, wanted);
    case 'slow':
      return {
        message: `The container took the connection on port ${wanted.port} and sent no complete answer within ${Math.round(probe.waitedMs / 100) / 10} seconds.`,
        why: withLog('Something in the app waits and never answers.', probe.log),
        help: 'Look for what the app waits for, before or while it answers.',
      };
    case 'not-http':
      return {
        message: `What answers on port ${wanted.port} does not speak HTTP.`,
        why: withLog(
          `It sent ${shown(probe.received)}, where a web server begins with \`HTTP/1.1\`.`,
          probe.log,
        ),
        help: 'Start `server.py` of the sample app, and nothing else, on this port.',
      };
  }
}

function explainAnswer(
  probe: Probe<'answered'>,
  { path, port, contains, other }: Wanted,
): Explanation | undefined {
  const isSuccess = probe.status >= 200 && probe.status < 300;
  if (!isSuccess) {
    const usual =
      probe.status >= 500
        ? 'Mend the error that the app reports, or copy the sample app’s own `server.py`.'
        : 'Let `CMD` start `server.py` of the sample app, unchanged.';
    return {
      message: `The container answers ${quote(path)} on port ${port} with status ${probe.status}.`,
      why: withLog(
        `A page that is there has a status from 200 to 299. The answer begins with ${shown(probe.body)}.${other === undefined ? '' : ` ${other.why}`}`,
        probe.log ?? [],
      ),
      help: other?.help ?? usual,
    };
  }
  if (probe.body.includes(contains)) return undefined;
  const { message, why, help } = other ?? {
    message: `Something answers on port ${port}, and it is not the sample app.`,
    why: `The sample app’s page holds ${quote(contains)}.`,
    help: 'Copy `server.py` of the sample app into the image, and let `CMD` start it.',
  };
  return { message, why: `${why} This answer begins with ${shown(probe.body)}.`, help };
}

function explainExit({ exitCode, outOfMemory, log }: Probe<'exited'>): Explanation {
  const message = `The container ended with exit code ${exitCode} before it answered.`;
  if (outOfMemory) {
    return {
      message: 'The container was ended because it used more memory than it may.',
      why: withLog('An app of this size needs some tens of megabytes.', log),
      help: 'Start only the sample app in the container.',
    };
  }
  const text = log
    .slice(-50)
    .map((line) => plain(line, 400))
    .join('\n');
  const module = /No module named '?([\w.]+)/.exec(text)?.[1];
  if (module !== undefined) {
    return {
      message,
      why: withLog(
        `Python found no module ${quote(module)}: it is not installed in the image.`,
        log,
      ),
      help: `Name the package of ${quote(module)} in \`requirements.txt\`, and install that: \`RUN pip install -r requirements.txt\`.`,
      docs: 'https://docs.docker.com/reference/dockerfile/#run',
    };
  }
  const closed =
    /can't open file '([^']+)': \[Errno 13\]/.exec(text)?.[1] ??
    /exec: "([^"]+)": permission denied/.exec(text)?.[1];
  if (closed !== undefined) {
    const isProgram = !text.includes('[Errno 13]');
    return {
      message,
      why: withLog(
        isProgram
          ? `The file ${quote(closed)} is not executable. Linux starts only a file with the permission \`x\`.`
          : `The file ${quote(closed)} is in the image, and the user that the container runs as may not read it.`,
        log,
      ),
      help: `Add the line \`RUN chmod ${isProgram ? '+x' : 'a+r'} ${plain(closed)}\` below the one that brings the file, above \`USER\`.`,
      docs: 'https://docs.docker.com/reference/dockerfile/#copy---chown---chmod',
    };
  }
  const file = /can't open file '([^']+)'/.exec(text)?.[1];
  if (file !== undefined) {
    return {
      message,
      why: withLog(`Python was told to run ${quote(file)}, and the image has no such file.`, log),
      help: 'Correct the name in `CMD`, or copy the file to where `CMD` looks for it.',
      docs: 'https://docs.docker.com/reference/dockerfile/#cmd',
    };
  }
  if (exitCode === 126 || exitCode === 127 || text.includes('executable file not found')) {
    return {
      message,
      why: withLog('The program that `CMD` names is not in the image, or is no program.', log),
      help: 'Write `CMD ["python3", "./server.py"]`.',
      docs: 'https://docs.docker.com/reference/dockerfile/#cmd',
    };
  }
  return {
    message,
    why: withLog(
      'A container lives as long as its first process, the one `CMD` starts. A server does not end by itself.',
      log,
    ),
    help:
      exitCode === 0
        ? 'Let `CMD` start a program that listens and does not end, as `server.py` of the sample app.'
        : log.length === 0
          ? 'It said nothing before it ended. Correct what `CMD` starts, and build again.'
          : 'Correct what the lines above complain of, and build again.',
  };
}

function explainRefused({ listening, log }: Probe<'refused'>, { port }: Wanted): Explanation {
  if (listening === 'unknown') {
    return {
      message: `The container runs, and nothing answers on port ${port}.`,
      why: withLog(
        'The app listens on another port, or only on `127.0.0.1`, or not at all: from outside that could not be seen.',
        log,
      ),
      help: `Let the app listen on \`0.0.0.0\`, port ${port}.`,
    };
  }
  // 127.0.0.11 is Docker's own name server in every container of a user's network.
  const sockets = listening.filter(({ address }) => address !== '127.0.0.11');
  const own = sockets.filter((socket) => socket.port === port);
  if (own.some(isLoopback)) {
    return {
      message: `The app listens on ${quote(addressOf(own[0]))} only, inside its own container.`,
      why: '`127.0.0.1` is the container itself: it has a network of its own. What is published with `-p` arrives from outside, on another address.',
      help: `Let the app listen on \`0.0.0.0\`, that is on every address, port ${port}.`,
    };
  }
  if (own.length > 0) {
    return {
      message: `The app listens on ${quote(addressOf(own[0]))}, and took no connection from outside.`,
      why: withLog(
        'A connection from outside arrives at the address that Docker gives the container.',
        log,
      ),
      help: `Let the app listen on \`0.0.0.0\`, that is on every address, port ${port}.`,
    };
  }
  if (sockets.length === 0) {
    return {
      message: 'The container runs, and nothing in it listens on any port.',
      why: withLog(
        'The program that `CMD` starts opens no port, or had not done so when the time was up.',
        log,
      ),
      help: 'Let `CMD` start the server: `CMD ["python3", "./server.py"]`.',
      docs: 'https://docs.docker.com/reference/dockerfile/#cmd',
    };
  }
  const ports = [...new Set(sockets.map((socket) => socket.port))].sort((a, b) => a - b);
  return {
    message: `The app listens on port ${list(ports.slice(0, 3).map(String))}, not on ${port}.`,
    why: '`EXPOSE` and `-p` do not move an app: it listens where its own code says.',
    help: `Let the app listen on \`0.0.0.0\`, port ${port}.`,
  };
}

function isLoopback({ address }: ListeningSocket): boolean {
  return address.startsWith('127.') || address === '::1' || address.startsWith('::ffff:127.');
}

function addressOf(socket: ListeningSocket | undefined): string {
  if (socket === undefined) return '127.0.0.1';
  return socket.address.includes(':')
    ? `[${socket.address}]:${socket.port}`
    : `${socket.address}:${socket.port}`;
}

function shown(text: string): string {
  const clean = plain(text, 80);
  return clean === '' ? 'nothing' : `\`${clean}\``;
}

function withLog(why: string, log: readonly string[]): string {
  const lines = showLines('The container’s last lines:', lastLines(log));
  return lines === '' ? why : `${why} ${lines}`;
}
