import { escapeInvisible } from '@kit/terminal';
import type { Reporter } from './reporter.ts';

/** The report as it is. */
export const json: Reporter = {
  name: 'json',
  render: (report) => `${escapeInvisible(JSON.stringify(report, undefined, 2))}\n`,
};
