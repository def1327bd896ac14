import protobuf from 'protobufjs/light.js';

/** The part of BuildKit's `moby.buildkit.v1.StatusResponse` (control.proto) that is shown. */
export interface Trace {
  readonly vertexes: readonly Vertex[];
  readonly logs: readonly { readonly vertex: string; readonly msg: Uint8Array }[];
  readonly statuses: readonly { readonly vertex: string; readonly ID: string }[];
}

/** One unit of work, `[2/5] WORKDIR /usr/src/app`. */
export interface Vertex {
  readonly digest: string;
  readonly name: string;
  readonly cached: boolean;
  readonly started?: object | null;
  readonly completed?: object | null;
  readonly error: string;
}

const messages = protobuf.Root.fromJSON({
  nested: {
    StatusResponse: {
      fields: {
        vertexes: { rule: 'repeated', type: 'Vertex', id: 1 },
        statuses: { rule: 'repeated', type: 'VertexStatus', id: 2 },
        logs: { rule: 'repeated', type: 'VertexLog', id: 3 },
      },
    },
    Vertex: {
      fields: {
        digest: { type: 'string', id: 1 },
        name: { type: 'string', id: 3 },
        cached: { type: 'bool', id: 4 },
        started: { type: 'Timestamp', id: 5 },
        completed: { type: 'Timestamp', id: 6 },
        error: { type: 'string', id: 7 },
      },
    },
    VertexStatus: {
      fields: { ID: { type: 'string', id: 1 }, vertex: { type: 'string', id: 2 } },
    },
    VertexLog: {
      fields: { vertex: { type: 'string', id: 1 }, msg: { type: 'bytes', id: 4 } },
    },
    Timestamp: { fields: { seconds: { type: 'int64', id: 1 } } },
  },
});

const statusResponse = messages.lookupType('StatusResponse');

/** @param text the `aux` of a `moby.buildkit.trace` line, in Base64. */
export function decodeTrace(text: string): Trace {
  return statusResponse.decode(Buffer.from(text, 'base64')) as unknown as Trace;
}
