import type { BuildProgress } from '@kit/harness';
import type { StepResult } from '@kit/checker';
import type { VerifyEvent } from './observer.ts';
import type { Pen, Stream, Style } from '@kit/terminal';
import { createPen } from '@kit/terminal';
import { duration, stepList } from './reporters/terminal/step-list.ts';

export interface Progress {
  readonly observe: (event: VerifyEvent) => void;
  /** Takes away what is only of the moment, as before a question or the report. */
  readonly clear: () => void;
}

/** A line for each thing that happens, for logs. */
export function plainProgress(stream: Stream, style: Style): Progress {
  const pen = createPen(style);
  const say = (label: string, text: string) => {
    stream.write(`${pen.paragraph(label, text).join('\n')}\n`);
  };
  const judged = new Set<string>();
  return {
    observe(event) {
      if (event.kind === 'judged') judged.add(event.result.id);
      if (event.kind === 'note') say('', event.text);
      if (event.kind === 'working') say('', `Step ${judged.size + 1}: ${event.step.title}`);
      if (event.kind === 'build') {
        const { progress } = event;
        if (progress.kind === 'instruction') say('  ', instruction(progress));
      }
    },
    clear: () => undefined,
  };
}

interface Work {
  readonly title: string;
  readonly since: number;
  readonly instruction?: string;
  readonly output?: string;
}

const frameMs = 100;

/** The steps judged so far and what is being done now, redrawn in its place. */
export function liveProgress(stream: Stream, style: Style): Progress {
  const pen = createPen(style);
  const judged = new Map<string, StepResult>();
  let work: Work | undefined;
  let drawn = '';
  let timer: NodeJS.Timeout | undefined;

  /** Line by line, from the last one up: some terminals keep a screen that is cleared as a whole. */
  const erasure = () => '\u001b[1A\u001b[2K'.repeat(drawn.split('\n').length - 1);
  const draw = () => {
    if (work === undefined) return;
    const done = stepList([...judged.values()], pen);
    const lines = ['', ...done, ...workLines(work, judged.size + 1, pen), ''];
    const text = `${lines.slice(-Math.max(1, (stream.rows ?? 24) - 1)).join('\n')}\n`;
    if (text === drawn) return;
    stream.write(erasure() + text);
    drawn = text;
  };
  const clear = () => {
    clearInterval(timer);
    timer = undefined;
    stream.write(erasure());
    drawn = '';
  };

  return {
    observe(event) {
      if (event.kind === 'judged') {
        const isNew = !judged.has(event.result.id);
        judged.set(event.result.id, event.result);
        if (isNew) work = undefined;
        return;
      }
      if (event.kind === 'note') {
        clear();
        stream.write(`${pen.paragraph('  ', event.text).join('\n')}\n`);
      }
      if (event.kind === 'working') work = { title: event.step.title, since: performance.now() };
      if (event.kind === 'build' && work !== undefined)
        work = { ...work, ...changeOf(event.progress) };
      timer ??= setInterval(draw, frameMs).unref();
    },
    clear,
  };
}

function changeOf(progress: BuildProgress): Partial<Work> {
  switch (progress.kind) {
    case 'instruction':
    case 'cached':
      return { instruction: instruction(progress), output: '' };
    case 'output':
      return progress.line.trim() === '' ? {} : { output: progress.line };
    case 'pull':
      return { output: progress.text };
  }
}

function instruction(progress: Extract<BuildProgress, { number: number }>): string {
  return `${progress.number} of ${progress.total}  ${progress.text}`;
}

function workLines(work: Work, number: number, pen: Pen): readonly string[] {
  const elapsed = duration(Math.floor((performance.now() - work.since) / 1000) * 1000);
  const time = elapsed === '<1 ms' ? '' : `   ${pen.paint('dim', elapsed.replace('.0', ''))}`;
  const title = pen.paint('bold', pen.clean(work.title));
  const details = [work.instruction ?? '', work.output ?? ''].filter((line) => line !== '');
  return [
    `  ${pen.paint('cyan', '>')} ${String(number).padStart(2)}  ${title}${time}`,
    // One line each: what wraps could not be redrawn in its place.
    ...details.map((line) => pen.paint('dim', pen.oneLine('        ', line))),
  ];
}
