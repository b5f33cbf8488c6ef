import type { Audit } from '../types.ts';
import { exportPage } from './export-page.ts';

/**
 * The whole log up to its latest head as lines of JSON, a page at a time; docs/concepts/audit.md describes them.
 *
 * @throws `audit.head_not_found` while the log is empty
 */
export async function* exportLog(
  audit: Pick<Audit, 'database' | 'statementKeys'>,
): AsyncGenerator<string, void, undefined> {
  let size: number | undefined;
  for (let from: number | null = 0; from !== null;) {
    const page = await exportPage(audit, from, size);
    yield page.lines;
    ({ size, next: from } = page);
  }
}
