import { totalmem } from 'node:os';
import { buildLimits } from './limit-builds.ts';

const mebibyte = 1024 * 1024;

/** For all of one engine: its daemon, what it builds and what it runs. */
export interface ThrowAwayLimits {
  readonly memoryBytes: number;
  readonly processes: number;
  readonly diskBytes: number;
}

/** A disk has room for so many files as it has of these. */
export const bytesPerFile = 16_384;

export function diskInWords({ diskBytes }: Pick<ThrowAwayLimits, 'diskBytes'>): string {
  return `${diskBytes / mebibyte} MiB, or ${diskBytes / bytesPerFile} files`;
}

/** Of an engine for one submission. */
export const strictLimits: ThrowAwayLimits = {
  memoryBytes: 3072 * mebibyte,
  processes: 1024,
  diskBytes: 2048 * mebibyte,
};

/** What is left to the machine. */
const share = 0.75;

/** Of an engine for a whole run: each job can take what one RUN may. */
export function runLimits(jobs: number, machineBytes = totalmem()): ThrowAwayLimits {
  const wanted = Math.max(jobs, 1) * buildLimits.memoryBytes + 1024 * mebibyte;
  return {
    memoryBytes: Math.floor(Math.min(wanted, machineBytes * share) / mebibyte) * mebibyte,
    processes: Math.max(jobs, 1) * buildLimits.processes + 512,
    diskBytes: 4096 * mebibyte,
  };
}
