import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createStatementKey } from '#infra/crypto';
import { exportHead, readEntryLine, readHeadLine, writeEntryLine } from './export/export-format.ts';
import { TreeEdge } from './merkle/tree-edge.ts';
import { hashLeaf } from './merkle/tree-hash.ts';
import { signHead } from './sign-head.ts';
import {
  linesOf,
  openExportedLog,
  problemsOf,
  verifyText,
  type ExportedLog,
} from './testing/exported-log.ts';
import { testKey } from './testing/open-test-audit.ts';
import { parseHead } from './tree-head.ts';
import type { SignedHead } from './types.ts';

/** What an attacker works with; heads stand behind the entries that they cover. */
type Line = { readonly entry: string } | { readonly head: SignedHead };

let exported: ExportedLog;

beforeAll(async () => {
  exported = await openExportedLog();
});
afterAll(() => exported.log.close());

/** Takes an export apart into what an attacker edits. */
const takeApart = (): Line[] =>
  linesOf(exported.genuine)
    .slice(1)
    .map((line) => {
      const bytes = Buffer.from(line);
      const entry = readEntryLine(bytes);
      return entry === undefined ? { head: readHeadLine(bytes)! } : { entry: entry.content.toString() };
    });

/** Puts it together again so that everything that needs no key fits: positions, leaf hashes and, if asked, the roots. */
function putTogether(
  lines: readonly Line[],
  resign?: (size: number, root: Buffer, head: SignedHead) => SignedHead,
): string {
  const edge = new TreeEdge();
  const written = lines.map((line) => {
    if ('entry' in line) {
      const leafHash = hashLeaf(Buffer.from(line.entry));
      edge.append(leafHash);
      return writeEntryLine({ index: edge.size - 1, leafHash, content: line.entry });
    }
    const head = resign === undefined ? line.head : resign(edge.size, edge.root, line.head);
    return `${JSON.stringify({ head: exportHead(head) })}\n`;
  });
  const header = JSON.parse(linesOf(exported.genuine)[0]!) as object;
  const last = readHeadLine(Buffer.from(written.findLast((line) => line.startsWith('{"head"'))!.trimEnd()))!;
  return `${JSON.stringify({ ...header, head: exportHead(last) })}\n${written.join('')}`;
}

/** The roots are right for the entries; the signatures are the old ones. */
const withoutKey = (size: number, root: Buffer, head: SignedHead): SignedHead => {
  const { statement } = signHead(testKey, { size, root, time: head.time });
  return parseHead(statement, head.signature);
};

const entryAt = (lines: readonly Line[], index: number): number =>
  lines.findIndex((line) => 'entry' in line && line.entry.includes(`"id":"p-${index}"`));
const editLine = (line: Line | undefined): Line => ({
  entry: (line as { entry: string }).entry.replace('because', 'for nothing'),
});

describe('an attacker without the key who computes everything anew', () => {
  test('can take an export apart and put it together', async () => {
    expect(putTogether(takeApart())).toBe(exported.genuine);
  });

  const manipulations: [string, (lines: Line[]) => Line[], number][] = [
    ['edits', (lines) => lines.with(entryAt(lines, 13), editLine(lines[entryAt(lines, 13)])), 10],
    ['deletes', (lines) => lines.toSpliced(entryAt(lines, 13), 1), 9],
    ['adds', (lines) => lines.toSpliced(entryAt(lines, 13), 0, editLine(lines[entryAt(lines, 13)])), 11],
    [
      'exchanges',
      (lines) => {
        const at = entryAt(lines, 13);
        return lines.with(at, lines[at + 1]!).with(at + 1, lines[at]!);
      },
      10,
    ],
  ];

  test.each(manipulations)(
    'and %s, leaving the heads: the two heads it lies between show',
    async (_what, change, found) => {
      const problems = await problemsOf(putTogether(change(takeApart())));
      expect(problems[0]).toEqual({
        kind: 'altered',
        from: 10,
        to: Math.max(20, 10 + found) - 1,
        signed: 10,
        found,
      });
    },
  );

  test.each(manipulations)(
    'and %s, with heads of his own: the first of them is forged',
    async (_what, change, found) => {
      const problems = await problemsOf(putTogether(change(takeApart()), withoutKey));
      const forged = problems.filter(({ kind }) => kind === 'forged_head');
      expect(problems).toEqual(forged);
      expect(forged[0]).toEqual({ kind: 'forged_head', size: 10 + found, from: 10, to: 9 + found });
    },
  );

  test('and signs with a key of his own', async () => {
    const own = createStatementKey();
    const text = putTogether(manipulations[0]![1](takeApart()), (size, root, { time }) =>
      signHead(own, { size, root, time }),
    );
    const { keyId } = own.publicKey;
    expect(await problemsOf(text)).toEqual([{ kind: 'wrong_key', keyId }]);
    const posing = { ...own, publicKey: { ...own.publicKey, keyId: testKey.publicKey.keyId } };
    const posed = putTogether(takeApart(), (size, root, { time }) => signHead(posing, { size, root, time }));
    expect((await problemsOf(posed)).map(({ kind }) => kind)).toEqual(Array(4).fill('forged_head'));
  });

  test('and dates a head anew', async () => {
    const text = putTogether(takeApart(), (size, root, head) =>
      size === 20
        ? parseHead(
            signHead(testKey, { size, root, time: '2020-01-01T00:00:00.000Z' }).statement,
            head.signature,
          )
        : head,
    );
    expect(await problemsOf(text)).toEqual([{ kind: 'forged_head', size: 20, from: 10, to: 19 }]);
  });
});

describe('an operator who has the key too', () => {
  const rewrite = (time?: string): string =>
    putTogether(
      takeApart().with(entryAt(takeApart(), 3), editLine(takeApart()[entryAt(takeApart(), 3)])),
      (size, root, head) => signHead(testKey, { size, root, time: time ?? head.time }),
    );

  test('makes an export that is intact in itself, and is caught by whoever remembers a head', async () => {
    expect(await problemsOf(rewrite())).toEqual([]);
    for (const size of [10, 30, 37]) {
      const remembered = await exported.headOf(size);
      expect(await verifyText(rewrite(), { remembered })).toMatchObject({
        comparison: 'different',
        problems: [{ kind: 'different_history', remembered: size }],
      });
    }
  });

  test('cannot cut the log back without telling a later time, or an old one', async () => {
    const remembered = await exported.headOf(37);
    const cut = takeApart().slice(
      0,
      takeApart().findIndex((line) => 'head' in line && line.head.size === 20) + 1,
    );
    const later = new Date(Date.parse(remembered.time) + 1).toISOString();
    const shorter = putTogether(cut, (size, root, head) =>
      size === 20 ? signHead(testKey, { size, root, time: later }) : head,
    );
    expect(await verifyText(shorter, { remembered })).toMatchObject({
      comparison: 'shorter',
      problems: [{ kind: 'shorter', size: 20, remembered: 37 }],
    });
  });

  test('cannot date heads back within one log', async () => {
    const text = putTogether(takeApart(), (size, root, head) =>
      size === 30 ? signHead(testKey, { size, root, time: '2020-01-01T00:00:00.000Z' }) : head,
    );
    expect(await problemsOf(text)).toEqual([{ kind: 'backdated_head', size: 30 }]);
  });
});
