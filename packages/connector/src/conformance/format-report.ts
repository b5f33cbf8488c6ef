import type { CheckResult, ConformanceReport } from './types.ts';

const marks = { passed: '✓', failed: '✗', skipped: '–' } as const;
const colours = { passed: 32, failed: 31, skipped: 90 } as const;

/** One check as lines for people: the finding and, when it failed, what to do. */
export function formatCheck(result: CheckResult, colour: boolean): string {
  const paint = (text: string): string =>
    colour ? `\u001b[${colours[result.status]}m${text}\u001b[0m` : text;
  const remark = result.detail !== null && result.status !== 'failed' ? ` (${result.detail})` : '';
  const lines = [`${paint(marks[result.status])} ${result.title}${remark}`];
  if (result.status === 'failed') {
    lines.push(`    ${result.detail}`, `    → ${result.advice}`, `    ${result.id}`);
  }
  return lines.join('\n');
}

/** What is said after the last check: the count, and what could not be seen. */
export function formatSummary(report: ConformanceReport): string {
  const count = (status: CheckResult['status']): number =>
    report.checks.filter((check) => check.status === status).length;
  return [
    `${report.passed ? 'PASS' : 'FAIL'}  ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`,
    '',
    'Cannot be seen from outside:',
    ...report.unseen.map((line) => `  · ${line}`),
  ].join('\n');
}

/** The whole report for people, without colours. */
export function formatReport(report: ConformanceReport): string {
  return [...report.checks.map((check) => formatCheck(check, false)), '', formatSummary(report)].join('\n');
}
