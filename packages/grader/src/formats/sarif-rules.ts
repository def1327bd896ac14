import { plain } from '@kit/checker';
import type { ReportingDescriptor } from 'sarif';
import type { ClassReport } from '../class-report.ts';
import { refusedRule } from './sarif-findings.ts';
import type { Finding } from './sarif-findings.ts';

/** One a check that found something, in the order in which they first do. */
export function rulesOf(
  findings: readonly Finding[],
  report: ClassReport,
): readonly ReportingDescriptor[] {
  return [...Map.groupBy(findings, ({ rule }) => rule)].map(([id, found]) => {
    const [first] = found;
    const docs = found.map((one) => one.docs).find((each) => each && URL.canParse(each));
    const { short, full } = aboutRule(id, first?.step, report);
    const help = `${full} Each result says what is, why it matters, and the one change to make.`;
    return {
      id,
      shortDescription: { text: short },
      fullDescription: { text: full },
      help: {
        text: docs === undefined ? help : `${help} More: ${docs}`,
        markdown: docs === undefined ? help : `${help} [More](${docs})`,
      },
      helpUri: docs ?? 'https://docs.docker.com/reference/dockerfile/',
      defaultConfiguration: { level: first?.level ?? 'error' },
      properties: { tags: ['docker', ...(first?.step ? [first.step.id] : [])] },
    };
  });
}

function aboutRule(id: string, step: Finding['step'], { title }: ClassReport) {
  if (id === refusedRule) {
    return {
      short: 'Submission not judged',
      full: 'What was handed in cannot be judged as it is.',
    };
  }
  if (step === undefined) {
    return { short: 'Good habit', full: `A good habit beyond “${plain(title)}”.` };
  }
  const short = plain(step.title);
  return { short, full: `Belongs to the step “${short}” of “${plain(title)}”.` };
}
