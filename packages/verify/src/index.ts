export type { Observer, VerifyEvent } from './observer.ts';
export { exitCodes } from './report.ts';
export type { Mode, Outcome, Report } from './report.ts';
export type { EngineSession, OpenSession, SessionRequest } from './engine-session.ts';
export { verifySubmission } from './verify.ts';
export type { VerifyRequest } from './verify.ts';
