import { Agent, request } from 'node:http';
import { connect } from 'node:net';

/** Somebody on the network with a program of their own, at another address than the learners. */
export interface Stranger {
  /** @returns the status; 0 where the room hung up. */
  send(method: string, path: string, more?: Sending): Promise<number>;
  /** @returns what came back, as it is. */
  ask(method: string, path: string, more?: Sending): Promise<string>;
  /** Opens a connection, sends the text, and then nothing. @returns after how many ms the room hung up. */
  hang(text: string): Promise<number>;
}

export interface Sending {
  readonly body?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * @param origin of the room.
 * @param localAddress the stranger's, one of 127.0.0.0/8: Linux has them all.
 */
export function strangerAt(origin: string, localAddress: string): Stranger {
  const agent = new Agent({ keepAlive: true, maxSockets: 50, localAddress });
  const { hostname, port } = new URL(origin);
  const talk = (method: string, path: string, { body, token, headers }: Sending = {}) => {
    const { promise, resolve } = Promise.withResolvers<{ status: number; text: string }>();
    const asked = request(`${origin}${path}`, {
      method,
      agent,
      headers: { ...headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    });
    asked.once('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.once('close', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    asked.once('error', () => resolve({ status: 0, text: '' }));
    asked.end(body);
    return promise;
  };
  return {
    send: async (...sending) => (await talk(...sending)).status,
    ask: async (...sending) => (await talk(...sending)).text,
    hang(text) {
      const { promise, resolve } = Promise.withResolvers<number>();
      const begun = Date.now();
      const socket = connect({ host: hostname, port: Number(port), localAddress }, () => {
        socket.write(text);
      });
      socket.on('data', () => undefined).on('error', () => undefined);
      socket.once('close', () => resolve(Date.now() - begun));
      return promise;
    },
  };
}
