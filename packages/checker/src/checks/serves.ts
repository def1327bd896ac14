import type { Diagnostic, Explanation } from '../diagnostic.ts';
import type { ListeningSocket, ProbeEvidence } from '../evidence.ts';
import { list, plain, quote } from '../plain-text.ts';
import type { Check } from '../step.ts';
import { explainExit, pythonApp, times, withLog } from './explain-exit.ts';
import type { SampleApp } from './explain-exit.ts';
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
  /** The file of the app, and the instruction that starts it, to offer; those of `server.py` by default. */
  readonly app?: SampleApp;
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
  const { app = pythonApp } = wanted;
  switch (probe.kind) {
    case 'answered':
      return explainAnswers(probe, wanted);
    case 'exited':
      return explainExit(probe, wanted.app);
    case 'refused':
      return probe.answeredBefore === undefined
        ? explainRefused(probe, wanted)
        : stopped(probe, `took no connection on port ${wanted.port}`, app);
    case 'slow':
      if (probe.answeredBefore !== undefined) {
        return stopped(probe, `sent no complete answer within ${seconds(probe)} seconds`, app);
      }
      return {
        message: `The container took the connection on port ${wanted.port} and sent no complete answer within ${seconds(probe)} seconds.`,
        why: withLog('Something in the app waits and never answers.', probe.log),
        help: 'Look for what the app waits for, before or while it answers.',
      };
    case 'not-http':
      if (probe.answeredBefore !== undefined) {
        return stopped(probe, `sent ${shown(probe.received)}, which is no HTTP`, app);
      }
      return {
        message: `What answers on port ${wanted.port} does not speak HTTP.`,
        why: withLog(
          `It sent ${shown(probe.received)}, where a web server begins with \`HTTP/1.1\`.`,
          probe.log,
        ),
        help: `Start ${quote(app.file)} of the sample app, and nothing else, on this port.`,
      };
  }
}

/** All have to be right, however often it was asked. */
function explainAnswers(probe: Probe<'answered'>, wanted: Wanted): Explanation | undefined {
  const first = explainAnswer(probe, wanted);
  if (first !== undefined) return first;
  const { others = [], log = [] } = probe;
  const [wrong] = others.flatMap((other) => explainAnswer({ ...other, log }, wanted) ?? []);
  return (
    wrong && { ...wrong, why: `${wrong.why} The first answer was right; this one came later.` }
  );
}

function explainAnswer(
  probe: Pick<Probe<'answered'>, 'status' | 'body' | 'log'>,
  { path, port, contains, other, app: { file } = pythonApp }: Wanted,
): Explanation | undefined {
  const isSuccess = probe.status >= 200 && probe.status < 300;
  if (!isSuccess) {
    const usual =
      probe.status >= 500
        ? `Mend the error that the app reports, or copy the sample app’s own ${quote(file)}.`
        : `Let \`CMD\` start ${quote(file)} of the sample app, unchanged.`;
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
    help: `Copy ${quote(file)} of the sample app into the image, and let \`CMD\` start it.`,
  };
  return { message, why: `${why} This answer begins with ${shown(probe.body)}.`, help };
}

function explainRefused(
  { listening, log }: Probe<'refused'>,
  { port, app: { start } = pythonApp }: Wanted,
): Explanation {
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
      help: `Let \`CMD\` start the server: ${quote(start)}.`,
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

/** An app that answered, and does so no longer. */
function stopped(
  { answeredBefore = 0, log }: Probe<'refused' | 'slow' | 'not-http'>,
  now: string,
  { file }: SampleApp,
): Explanation {
  return {
    message: `The container answered ${times(answeredBefore)}; when it was asked again, it ${now}.`,
    why: withLog('A server answers whoever asks, one after the other.', log),
    help: `Start ${quote(file)} of the sample app, unchanged: it goes on to listen after each answer.`,
  };
}

function seconds({ waitedMs }: Probe<'slow'>): number {
  return Math.round(waitedMs / 100) / 10;
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
