import type { ServiceDefinition } from '@grpc/grpc-js';
import protobuf from 'protobufjs/light.js';

/** fsutil's `Packet` (types/wire.proto): what a sender of files and its receiver say to each other. */
export interface Packet {
  readonly type: PacketType;
  /** One entry; none in the packet that ends the list. */
  readonly stat?: Stat | null;
  /** Place of the file in the list, from 0. */
  readonly ID?: number;
  /** A piece of the file; empty at its end. */
  readonly data?: Uint8Array;
}

export const packetTypes = { stat: 0, request: 1, data: 2, end: 3, error: 4 } as const;
export type PacketType = (typeof packetTypes)[keyof typeof packetTypes];

/** fsutil's `Stat` (types/stat.proto). */
export interface Stat {
  readonly path: string;
  /** As Go's `fs.FileMode` has it, not as stat(2). */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  /** Nanoseconds since 1970. */
  readonly modTime: string;
  readonly linkname: string;
}

const types = protobuf.Root.fromJSON({
  nested: {
    Packet: {
      fields: {
        type: { type: 'uint32', id: 1 },
        stat: { type: 'Stat', id: 2 },
        ID: { type: 'uint32', id: 3 },
        data: { type: 'bytes', id: 4 },
      },
    },
    Stat: {
      fields: {
        path: { type: 'string', id: 1 },
        mode: { type: 'uint32', id: 2 },
        uid: { type: 'uint32', id: 3 },
        gid: { type: 'uint32', id: 4 },
        size: { type: 'int64', id: 5 },
        modTime: { type: 'int64', id: 6 },
        linkname: { type: 'string', id: 7 },
      },
    },
  },
});

const packet = types.lookupType('Packet');

function encode(value: Packet): Buffer {
  return Buffer.from(packet.encode(packet.fromObject({ ...value })).finish());
}

function decode(bytes: Buffer): Packet {
  return packet.decode(bytes) as unknown as Packet;
}

/** BuildKit's `moby.filesync.v1.FileSync` (session/filesync/filesync.proto). */
export const fileSync = {
  DiffCopy: {
    path: '/moby.filesync.v1.FileSync/DiffCopy',
    requestStream: true,
    responseStream: true,
    requestSerialize: encode,
    requestDeserialize: decode,
    responseSerialize: encode,
    responseDeserialize: decode,
  },
} satisfies ServiceDefinition;

/** gRPC's health/v1/health.proto: the engine asks now and then whether the session is still there. */
export const health = {
  Check: {
    path: '/grpc.health.v1.Health/Check',
    requestStream: false,
    responseStream: false,
    requestSerialize: () => Buffer.alloc(0),
    requestDeserialize: () => ({}),
    // Field 1, status: 1, SERVING.
    responseSerialize: () => Buffer.from([0x08, 1]),
    responseDeserialize: () => ({}),
  },
} satisfies ServiceDefinition;
