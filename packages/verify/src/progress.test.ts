import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { Step } from '@kit/checker';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { VerifyEvent } from './observer.ts';
import type { Stream } from '@kit/terminal';
import { liveProgress, plainProgress } from './progress.ts';
import { steps } from './reporters/samples.ts';

const eraseLine = '\u001b[1A\u001b[2K';
const style = { color: false, unicode: true, width: 60 };
const working: VerifyEvent = { kind: 'working', step: { title: 'Build the image' } as Step };

function capture(rows = 24): { readonly stream: Stream; readonly text: () => string } {
  let text = '';
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string, _, done) {
      text += chunk;
      done();
    },
  });
  return { stream: Object.assign(stream, { rows }), text: () => text };
}

function judged(id: string): VerifyEvent {
  const result = steps().find((step) => step.id === id);
  if (result === undefined) throw new Error(`no step ${id}`);
  return { kind: 'judged', result };
}

const output = (line: string): VerifyEvent => ({
  kind: 'build',
  progress: { kind: 'output', line },
});

const instruction = (number: number, text: string): VerifyEvent => ({
  kind: 'build',
  progress: { kind: 'instruction', number, total: 6, text },
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('for a log: a line for each thing that begins', () => {
  const { stream, text } = capture();
  const progress = plainProgress(stream, style);
  progress.observe(judged('create-dockerfile'));
  progress.observe(working);
  progress.observe({ kind: 'note', text: 'Uses the engine at unix:///var/run/docker.sock' });
  progress.observe(instruction(2, 'WORKDIR /usr/src/app'));
  progress.observe(output('never shown'));
  progress.observe(judged('build-image'));
  progress.clear();
  expect(text()).toBe(`Step 2: Build the image
Uses the engine at unix:///var/run/docker.sock
  2 of 6  WORKDIR /usr/src/app
`);
});

test('on a terminal: drawn in its place, one line each, and taken away in the end', () => {
  const { stream, text } = capture();
  const progress = liveProgress(stream, style);
  progress.observe(judged('create-dockerfile'));
  progress.observe(working);
  progress.observe(instruction(6, 'RUN pip install -qr requirements.txt'));
  progress.observe(output(`Collecting \u001b[2J${'flask '.repeat(20)}`));
  vi.advanceTimersByTime(2100);
  expect(lastFrame(text())).toBe(`
  ✔  1  Create a Dockerfile   <1 ms
  >  2  Build the image   2 s
        6 of 6  RUN pip install -qr requirements.txt
        Collecting flask flask flask flask flask flask…

`);
  progress.clear();
  expect(text().endsWith(`\n${eraseLine.repeat(6)}`)).toBe(true);
  vi.advanceTimersByTime(1000);
  expect(text().endsWith(`\n${eraseLine.repeat(6)}`)).toBe(true);
});

test('on a low terminal the last lines are shown', () => {
  const { stream, text } = capture(4);
  const progress = liveProgress(stream, style);
  progress.observe(judged('create-dockerfile'));
  progress.observe(working);
  progress.observe(instruction(1, 'FROM python:3-alpine'));
  vi.advanceTimersByTime(100);
  expect(lastFrame(text())).toBe(`  >  2  Build the image
        1 of 6  FROM python:3-alpine

`);
});

test('a note stays above what is drawn', () => {
  const { stream, text } = capture();
  const progress = liveProgress(stream, style);
  progress.observe(working);
  vi.advanceTimersByTime(100);
  progress.observe({ kind: 'note', text: 'Getting an engine' });
  vi.advanceTimersByTime(100);
  progress.clear();
  expect(lastFrame(text().slice(0, -eraseLine.length * 3))).toBe(`  Getting an engine

  >  1  Build the image

`);
});

/** What stands on the screen after the last time it was cleared. */
function lastFrame(text: string): string {
  return stripVTControlCharacters(text.split(eraseLine).at(-1) ?? '');
}
