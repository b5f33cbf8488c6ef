/**
 * Reads Vitest’s JSON report and prints `N passed, N failed, N skipped` on a line of its own.
 * Fails when anything failed or was skipped, or when nothing ran.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const { testResults } = readReport(process.argv[2]);
const tests = testResults.flatMap(({ name, assertionResults, status, message }) => {
  const file = path.relative(process.cwd(), name);
  // A file that does not even load has no tests to its name, yet it failed.
  if (assertionResults.length === 0 && status === 'failed') return [{ title: `${file}: ${message}`, status }];
  return assertionResults.map((result) => ({ title: `${file}: ${result.fullName}`, status: result.status }));
});
const passed = tests.filter(({ status }) => status === 'passed');
const failed = tests.filter(({ status }) => status === 'failed');
const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');

for (const { title } of failed) console.log(`failed   ${title}`);
for (const { title } of skipped) console.log(`skipped  ${title}`);
console.log(`${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped`);
process.exitCode = passed.length > 0 && failed.length === 0 && skipped.length === 0 ? 0 : 1;

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    console.log(`There is no test report; the run did not get that far (${error.message}).`);
    return { testResults: [] };
  }
}
