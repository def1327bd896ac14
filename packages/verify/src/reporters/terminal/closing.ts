import { notAsked } from '../../report.ts';
import type { Report } from '../../report.ts';
import { stepFolder, verifyCommand } from '../../workshops.ts';
import { duration } from './step-list.ts';
import type { Pen } from '@kit/terminal';

/**
 * Where the learner stands, and the one next thing to do.
 * @param isWatched the next save is judged by itself.
 */
export function closing(report: Report, pen: Pen, isWatched: boolean): readonly string[] {
  const [verdict, ...next] = sentences(report, isWatched);
  const format = { passed: 'green', failed: 'bold', error: 'yellow' } as const;
  return [
    ...pen.paragraph('  ', verdict ?? '', format[report.outcome]),
    ...next.flatMap((sentence) => pen.paragraph('  ', sentence)),
  ];
}

function sentences(report: Report, isWatched: boolean): readonly string[] {
  const { steps, outcome } = report;
  const failed = steps.findIndex((step) => step.status === 'failed');
  if (failed >= 0) return somethingToMend(report, failed, isWatched);
  if (outcome === 'error') {
    return [
      `${passedOf(report)} The rest says nothing about your Dockerfile: the kit could not judge it.`,
      `Next: do what stands above${isWatched ? '; then the kit goes on by itself.' : ', and run the same command again.'}`,
    ];
  }
  switch (report.mode) {
    case 'static':
      return [
        `${passedOf(report)} ${whatIsDescribed(report)}`,
        `Next: run \`${verifyCommand(report.workshop, isWatched ? ' --watch' : '')}\` without \`--static\`, which builds the image and asks it for its page.`,
      ];
    case 'solution':
      return [
        `${passedOf(report)} Everything that the workshop needs works on this machine.`,
        `Next: your turn. The first page is ${pageOf(report, 0)}.`,
      ];
    case 'grade':
      return [`${passedOf(report)} The container of your image answered as the app should.`];
    case 'full':
      return [
        `${passedOf(report)} ${whatYouMade(report)}`,
        `Next: look at it in your browser; ${pageOf(report, steps.length - 1)} has the command.`,
      ];
  }
}

function whatIsDescribed({ steps }: Report): string {
  const isOpen = steps.some((step) => step.status === 'skipped' && step.reason !== notAsked);
  return isOpen
    ? 'What is left open above, only an engine can tell.'
    : 'The Dockerfile describes the image that the workshop asks for.';
}

function somethingToMend(report: Report, failed: number, isWatched: boolean): readonly string[] {
  const { directory, dockerfile, found } = report.submission;
  const page = pageOf(report, failed);
  if (found === 'nothing' && failed === 0) {
    const file = `${directory.replace(/\/$/, '')}/${dockerfile}`;
    return [
      'Here the workshop begins: the app is there, and its Dockerfile is yours to write.',
      `Next: open ${page}, create the file with any editor, for example`,
      '',
      `    nano ${forShell(file)}`,
      '',
      isWatched
        ? 'Every save is judged here.'
        : `and run the same command again, or \`${verifyCommand(report.workshop, ' --watch')}\`, which judges every save.`,
    ];
  }
  return [
    passedOf(report),
    `Next: make the one change above${isWatched ? ' and save' : ', save, and run the same command again'}. This step is explained in ${page}.`,
  ];
}

function passedOf({ steps }: Report): string {
  const passed = steps.filter((step) => step.status === 'passed').length;
  const all = passed === steps.length ? 'All' : `${passed} of`;
  return `${all} ${steps.length} steps passed.`;
}

function whatYouMade({ probe }: Report): string {
  const answer =
    probe?.status === undefined
      ? ''
      : ` and its container answered ${probe.status} after ${duration(probe.durationMs)}`;
  return (
    `Your Dockerfile builds the image${answer}. ` +
    'It runs like this wherever there is a container engine, with nothing else installed.'
  );
}

function pageOf({ workshop, steps }: Report, index: number): string {
  return `${stepFolder(workshop, index, steps[index]?.id ?? '')}/step.md`;
}

/** A file name as a shell takes it. */
export function forShell(file: string): string {
  return /^[\w./@:+-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}
