export { readAdmitted } from './admission/read-admitted.ts';
export type { Refusal } from './admission/refusal.ts';
export { admissionRulesOf, withoutPolicy } from './admission/rules.ts';
export type { AdmissionRules } from './admission/rules.ts';
export { builderWarnings } from './advice/builder-warnings.ts';
export { copyNotAdd } from './advice/copy-not-add.ts';
export { healthCheck } from './advice/health-check.ts';
export { ignoreFile } from './advice/ignore-file.ts';
export { noPipCache } from './advice/no-pip-cache.ts';
export { ownUser } from './advice/own-user.ts';
export { requirementsFirst } from './advice/requirements-first.ts';
export { secrets, secretValues } from './advice/secrets.ts';
export { tagOfBase } from './advice/tag-of-base.ts';
export { workdirNotCd } from './advice/workdir-not-cd.ts';
export { asBuilt } from './as-built.ts';
export { diagnosticOf } from './blame.ts';
export { asksHealth } from './checks/asks-health.ts';
export { basedOn } from './checks/based-on.ts';
export { builds } from './checks/builds.ts';
export { copies } from './checks/copies.ts';
export { copiesBuilt } from './checks/copies-built.ts';
export { exposesPort } from './checks/exposes-port.ts';
export { hasDockerfile } from './checks/has-dockerfile.ts';
export { installsRequirements } from './checks/installs-requirements.ts';
export { leavesOut } from './checks/leaves-out.ts';
export { runsAsUser } from './checks/runs-as-user.ts';
export { runsScript } from './checks/runs-script.ts';
export { serves } from './checks/serves.ts';
export { startsApp } from './checks/starts-app.ts';
export { startsNode } from './checks/starts-node.ts';
export { tagged } from './checks/tagged.ts';
export { worksIn } from './checks/works-in.ts';
export { copiedContent, unseenSources } from './copied-content.ts';
export { defineStep, defineWorkshop } from './define.ts';
export { defineGrading } from './define-grading.ts';
export type { Diagnostic, Verdict } from './diagnostic.ts';
export type {
  BuildEvidence,
  Evidence,
  HistoryEntry,
  ImageEvidence,
  ListeningSocket,
  PackagesEvidence,
  OtherImage,
  ProbeEvidence,
  StoredImage,
  TagEvidence,
} from './evidence.ts';
export { firstOfEach } from './first-of-each.ts';
export type { Attempts, Challenge, Credit, Grading, GradingApp, LateRule } from './grading.ts';
export { firstDifference } from './image-history.ts';
export { isInstant } from './instant.ts';
export { judgeStep } from './judge.ts';
export type { Availability, Unavailable } from './judge.ts';
export { cut, list, plain, plainLines, quote } from './plain-text.ts';
export { readSubmission, SubmissionError } from './read-submission.ts';
export { stepsOfImage } from './stages.ts';
export type {
  Advice,
  Check,
  Goal,
  Rebuild,
  Step,
  StepResult,
  Wanted,
  Witness,
  Workshop,
} from './step.ts';
export type { DockerfileSource, Submission } from './submission.ts';
export { placeOf } from './submission/place-of.ts';
export { normalized, readRequirements } from './submission/requirements.ts';
export { sameFileOf } from './submission/same-file.ts';
