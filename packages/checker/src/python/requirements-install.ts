import { posix } from 'node:path';
import type { BuildStep, ImagePlan, ShellCommand, StagePlan } from '@kit/dockerfile';
import { flagOf } from '../instruction-flags.ts';
import { lineageOf, ofKind } from '../stages.ts';
import type { Submission } from '../submission.ts';
import { placeOf } from '../submission/place-of.ts';
import { readRequirements, requirementOf } from '../submission/requirements.ts';
import { carry } from './carried-packages.ts';
import type { Attempt, Slip } from './install-attempt.ts';
import { rank, unclear } from './install-attempt.ts';
import { judgeRunCommand } from './install-command.ts';
import type { Site } from './install-site.ts';
import { holdsPackages, isSearched } from './install-site.ts';
import { readPipCall } from './pip-command.ts';
import { environmentInUse } from './virtual-environment.ts';

type Installs = Extract<Attempt, { kind: 'installs' }>;

/** More than anybody makes; each is judged against all that was done before it. */
const mostAttempts = 200;

/** What is asked, and of whose folder. */
export interface InstallQuestion {
  readonly plan: ImagePlan;
  readonly submission: Submission;
  /** A requirements file of the build context. */
  readonly file: string;
}

/**
 * Looks for the RUN that installs what `file` names with pip, where the Python
 * of the image finds what is installed.
 * @returns the best attempt; `undefined` where none was made.
 */
export function findInstall(question: InstallQuestion): Attempt | undefined {
  const { target } = question.plan;
  if (target === undefined) return undefined;
  const attempt = findAttempt(target, question, (installs) => judgeSite(target, installs));
  const isDecided =
    attempt?.kind === 'installs' || (attempt?.kind === 'fails' && isOfPlace.has(attempt.slip.kind));
  return isDecided ? attempt : (findCarried(question, target) ?? attempt);
}

/** Slips of who installs the packages, where no Python of the image finds them. */
const isOfPlace: ReadonlySet<Slip['kind']> = new Set([
  'elsewhere',
  'unused-environment',
  'other-environment',
  'taken-back',
  'into-mount',
]);

/**
 * The best of the RUNs of a stage and those it builds on.
 * @param settle what an installation comes to in the end.
 */
function findAttempt(
  stage: StagePlan,
  question: InstallQuestion,
  settle: (installs: Installs) => Attempt,
): Attempt | undefined {
  const attempts: Attempt[] = [];
  const steps = stepsOf(stage);
  let uninstalls: readonly Uninstall[] | undefined;
  const takenBack = (index: number, at: number) => {
    uninstalls ??= uninstallsOf(steps, question);
    return uninstalls.find((each) => each.index > index || (each.index === index && each.at > at))
      ?.attempt;
  };
  for (const [index, step] of steps.entries()) {
    if (step.kind !== 'run') continue;
    for (const [at, command] of step.commands.entries()) {
      const judged = judgeRunCommand({ ...question, stage, step, command, steps, index, at });
      if (judged === undefined) continue;
      const attempt =
        judged.kind === 'installs' ? (takenBack(index, at) ?? settle(judged)) : judged;
      if (attempt.kind === 'installs') return attempt;
      attempts.push(attempt);
      if (attempts.length > mostAttempts) return unclear('so many commands');
    }
  }
  return (
    attempts.find(({ kind }) => kind === 'unclear') ??
    attempts.toSorted((a, b) => rank(a) - rank(b))[0]
  );
}

interface Uninstall {
  readonly index: number;
  readonly at: number;
  readonly attempt: Attempt;
}

/** Where `pip uninstall` takes away something that the file names. */
function uninstallsOf(
  steps: readonly BuildStep[],
  { submission, file }: InstallQuestion,
): readonly Uninstall[] {
  const own = readRequirements(submission, placeOf(submission, file));
  const names = new Set(own.map(({ name }) => name));
  return steps.flatMap((step, index) =>
    step.kind !== 'run'
      ? []
      : step.commands.flatMap((command, at): readonly Uninstall[] => {
          const { argv, runs } = command;
          const call = readPipCall(argv);
          if (argv[0] === 'rm' && runs === 'always' && removed(command).some(holdsPackages)) {
            const slip = { kind: 'taken-back', by: 'rm' } as const;
            return [{ index, at, attempt: { kind: 'fails', step, slip } }];
          }
          if (call?.kind !== 'other' || call.name !== 'uninstall') return [];
          const isNamed = argv.some((word) => names.has(requirementOf(word ?? '')?.name ?? ''));
          const isListed = argv.some((word) => /^(-\w*r|--requirement)/.test(word ?? ''));
          if (isNamed && runs === 'always') {
            return [
              {
                index,
                at,
                attempt: { kind: 'fails', step, slip: { kind: 'taken-back', by: 'pip uninstall' } },
              },
            ];
          }
          const attempt = unclear('`pip uninstall` leaves of what pip');
          return isNamed || isListed ? [{ index, at, attempt }] : [];
        }),
  );
}

/** Absolute. */
function removed({ argv, directory = '/' }: ShellCommand): readonly string[] {
  return argv
    .slice(1)
    .flatMap((word) => (word?.startsWith('-') === false ? [posix.resolve(directory, word)] : []));
}

/** Whether Python of the image will look where the packages go. */
function judgeSite(target: StagePlan, attempt: Installs): Attempt {
  const { step, site } = attempt;
  if (site === undefined) return unclear('this `pip`');
  if (site.kind === 'own') {
    const environment = environmentInUse(target.config, stepsOf(target));
    if (environment === undefined || environment.seesOwn) return attempt;
    const { folder } = environment;
    return { kind: 'fails', step, slip: { kind: 'other-environment', folder } };
  }
  const searched = isSearched(site, target.config);
  if (searched === true) return attempt;
  const isUsed = site.kind === 'folder' && isMentionedAfter(stepsOf(target), step, site.folder);
  if (searched === undefined || isUsed) return unclear('this `pip`');
  return { kind: 'fails', step, slip: unusedAt(site) };
}

/** Whether a later command may take what is in a folder to where Python looks. */
function isMentionedAfter(steps: readonly BuildStep[], from: BuildStep, folder: string): boolean {
  return steps
    .slice(steps.indexOf(from))
    .some(
      (step) =>
        step.kind === 'run' &&
        step.commands.some(
          ({ argv, directory = '/', writes }) =>
            writes.some((path) => path === undefined || path.endsWith('.pth')) ||
            (readPipCall(argv) === undefined &&
              argv.some((word) =>
                `${posix.resolve(directory, word ?? '')}/`.startsWith(`${folder}/`),
              )),
        ),
    );
}

function unusedAt(site: Site): Slip {
  return site.kind === 'folder'
    ? { kind: 'elsewhere', option: site.option, folder: site.folder }
    : { kind: 'unused-environment', folder: site.kind === 'environment' ? site.folder : '/' };
}

/** Packages that another stage installs, and a COPY brings into the image. */
function findCarried(question: InstallQuestion, target: StagePlan): Attempt | undefined {
  const { plan } = question;
  const takes = ({ instruction }: BuildStep) => flagOf(instruction, 'from') !== undefined;
  if (!stepsOf(target).some(takes)) return undefined;
  const fromOther: Attempt = {
    kind: 'unclear',
    reason: 'The packages come from another stage; only a build can tell which.',
  };
  const lineage = new Set(lineageOf(target));
  let left: Attempt | undefined;
  for (const stage of plan.stages) {
    if (lineage.has(stage) || ofKind(stage.steps, 'run').length === 0) continue;
    const attempt = findAttempt(stage, question, (installs) => installs);
    if (attempt?.kind !== 'installs') return fromOther;
    const carried = carry(plan, stage, attempt.site);
    if (carried.kind === 'arrives') return attempt;
    if (carried.kind === 'unclear') return fromOther;
    const step = carried.kind === 'unused' ? carried.by : attempt.step;
    const name = stage.name ?? String(stage.index);
    const { line } = stage.from.range.start;
    const slip: Slip =
      carried.kind === 'unused'
        ? unusedAt(carried.site)
        : { kind: 'left-behind', stage: name, line };
    left ??= { kind: 'fails', step, slip };
  }
  return left;
}

function stepsOf(stage: StagePlan): readonly BuildStep[] {
  return lineageOf(stage).flatMap(({ steps }) => steps);
}
