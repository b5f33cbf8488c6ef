import { Readable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import { expect } from 'vitest';
import { describeProblem } from '../export/describe-problem.ts';
import { exportLog } from '../export/export-log.ts';
import type { ExportProblem, ExportVerdict } from '../export/export-verdict.ts';
import { verifyExport, type VerificationTerms } from '../export/verify-export.ts';
import { readHeads } from '../read-heads.ts';
import { recordActs } from '../record-acts.ts';
import { sequencePending } from '../sequence-pending.ts';
import type { SignedHead } from '../types.ts';
import { openTestAudit, someAct, testKey, type TestAudit } from './open-test-audit.ts';

export interface ExportedLog {
  readonly log: TestAudit;
  /** The real export of a log with heads of 10, 20, 30 and 37 entries. */
  readonly genuine: string;
  /** The same from when it had 20. */
  readonly older: string;
  headOf(size: number): Promise<SignedHead>;
}

export async function openExportedLog(): Promise<ExportedLog> {
  const log = await openTestAudit();
  const readAll = (): Promise<string> => readText(Readable.from(exportLog(log.audit)));
  let older = '';
  for (const [from, to] of [
    [0, 10],
    [10, 20],
    [20, 30],
    [30, 37],
  ] as const) {
    const acts = Array.from({ length: to - from }, (_, offset) => someAct(from + offset));
    await recordActs(log.audit, log.test.database, acts);
    await sequencePending(log.audit);
    if (to === 20) older = await readAll();
  }
  return {
    log,
    genuine: await readAll(),
    older,
    headOf: async (size) => (await readHeads(log.test.database, { before: size + 1, limit: 1 }))[0]!,
  };
}

export const publicKeys = [testKey.publicKey];

export async function* chunksOf(text: string, size = 1_000): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

export const verifyText = (text: string, terms: Partial<VerificationTerms> = {}): Promise<ExportVerdict> =>
  verifyExport(chunksOf(text), { publicKeys, ...terms });

/** What is wrong, each of it told in a sentence. */
export async function problemsOf(text: string, terms?: Partial<VerificationTerms>): Promise<ExportProblem[]> {
  const { intact, problems } = await verifyText(text, terms);
  expect(intact).toBe(problems.length === 0);
  for (const problem of problems) expect(describeProblem(problem)).toMatch(/^[A-Z].*\.$/);
  return [...problems];
}

export const linesOf = (text: string): string[] => text.split('\n').slice(0, -1);
export const joinLines = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
