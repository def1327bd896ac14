import type { Report } from '../report.ts';
import { escapeInvisible } from '@kit/terminal';
import type { Reporter } from './reporter.ts';

/** The report as it is; see the contract, "JSON report". */
export const json: Reporter = {
  name: 'json',
  render: (report: Report) => `${escapeInvisible(JSON.stringify(report, undefined, 2))}\n`,
};
