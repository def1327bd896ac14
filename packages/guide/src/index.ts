export { startGuide } from './guide.ts';
export type { Guide, GuideRequest } from './guide.ts';
