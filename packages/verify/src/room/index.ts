/** What the room of the instructor has to know of its learners' side. */
export { beatMs, limits } from './protocol.ts';
export type { Joined, Joining, Refusal, Told, ToldProblem, ToldStep } from './protocol.ts';
