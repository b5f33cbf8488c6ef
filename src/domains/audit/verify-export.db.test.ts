import { Readable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createStatementKey } from '#infra/crypto';
import { describeProblem } from './export/describe-problem.ts';
import { exportHead, readEntryLine, readHeadLine, writeEntryLine } from './export/export-format.ts';
import { exportLog } from './export/export-log.ts';
import type { ExportProblem, ExportVerdict } from './export/export-verdict.ts';
import { verifyExport, type VerificationTerms } from './export/verify-export.ts';
import { TreeEdge } from './merkle/tree-edge.ts';
import { hashLeaf } from './merkle/tree-hash.ts';
import { readHeads } from './read-heads.ts';
import { recordActs } from './record-acts.ts';
import { sequencePending } from './sequence-pending.ts';
import { signHead } from './sign-head.ts';
import { openTestAudit, someAct, testKey, type TestAudit } from './testing/open-test-audit.ts';
import { parseHead } from './tree-head.ts';
import type { SignedHead } from './types.ts';

/** What an attacker works with; heads stand behind the entries that they cover. */
type Line = { readonly entry: string } | { readonly head: SignedHead };

let log: TestAudit;
/** Heads of 10, 20, 30 and 37 entries. */
let genuine: string;
let older: string;

beforeAll(async () => {
  log = await openTestAudit();
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
  genuine = await readAll();
});
afterAll(() => log.close());

const readAll = (): Promise<string> => readText(Readable.from(exportLog(log.audit)));

async function* chunksOf(text: string, size = 1_000): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

const publicKeys = [testKey.publicKey];
const verify = (text: string, terms: Partial<VerificationTerms> = {}): Promise<ExportVerdict> =>
  verifyExport(chunksOf(text), { publicKeys, ...terms });
const problemsOf = async (text: string, terms?: Partial<VerificationTerms>): Promise<ExportProblem[]> => {
  const { intact, problems } = await verify(text, terms);
  expect(intact).toBe(problems.length === 0);
  for (const problem of problems) expect(describeProblem(problem)).toMatch(/^[A-Z].*\.$/);
  return [...problems];
};
const headOf = async (size: number): Promise<SignedHead> =>
  (await readHeads(log.test.database, { before: size + 1, limit: 1 }))[0]!;

const linesOf = (text: string): string[] => text.split('\n').slice(0, -1);
const join = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
const lineOfEntry = (index: number): number =>
  linesOf(genuine).findIndex((line) => line.startsWith(`{"index":${index},`));
const edit = (index: number, from: string | RegExp, to: string): string => {
  const lines = linesOf(genuine);
  const at = lineOfEntry(index);
  expect(lines[at]).toMatch(from);
  return join(lines.with(at, lines[at]!.replace(from, to)));
};

describe('an export is intact', () => {
  test.each([1, 7, 100, 100_000])('read in pieces of %i bytes', async (size) => {
    const progress: number[] = [];
    const verdict = await verifyExport(chunksOf(genuine, size), {
      publicKeys,
      onProgress: (entries, total) => progress.push(entries, total),
    });
    expect(verdict).toMatchObject({ intact: true, problems: [], entries: 37, heads: 4, comparison: 'none' });
    expect(verdict.head).toEqual(await headOf(37));
    expect(progress.slice(-2)).toEqual([37, 37]);
  });

  test('with the key among several', async () => {
    const other = createStatementKey().publicKey;
    expect(await problemsOf(genuine, { publicKeys: [other, testKey.publicKey] })).toEqual([]);
  });

  test('without a line feed at its end, and without the heads in between', async () => {
    expect(await problemsOf(genuine.slice(0, -1))).toEqual([]);
    const [header = '', ...rest] = linesOf(genuine);
    const entries = rest.filter((line) => line.startsWith('{"index"'));
    expect(await verify(join([header, ...entries]))).toMatchObject({ intact: true, heads: 1 });
  });
});

describe('a manipulation is found and located:', () => {
  test('an entry is edited', async () => {
    expect(await problemsOf(edit(13, 'because', 'for a reason'))).toEqual([{ kind: 'edited', index: 13 }]);
    expect(await problemsOf(edit(36, '"asha"', '"ravi"'))).toEqual([{ kind: 'edited', index: 36 }]);
    // Nothing else would mean the same: what is signed are bytes.
    expect(await problemsOf(edit(0, '"entry":', '"entry": '))).toEqual([
      { kind: 'unreadable', line: 2 },
      { kind: 'missing', from: 0, to: 0 },
    ]);
    expect(await problemsOf(edit(0, '"reason":', '"reason": '))).toEqual([{ kind: 'edited', index: 0 }]);
  });

  test('several entries are edited', async () => {
    const twice = join(
      linesOf(genuine).map((line) => (/^\{"index":(4|25),/.test(line) ? line.replace('because', 'x') : line)),
    );
    expect(await problemsOf(twice)).toEqual([
      { kind: 'edited', index: 4 },
      { kind: 'edited', index: 25 },
    ]);
  });

  test('the leaf hash of an entry is another', async () => {
    const text = edit(13, /"leaf":"[0-9a-f]{4}/, '"leaf":"0000');
    expect(await problemsOf(text)).toEqual([{ kind: 'edited', index: 13 }]);
  });

  test('entries are deleted', async () => {
    const lines = linesOf(genuine);
    expect(await problemsOf(join(lines.toSpliced(lineOfEntry(13), 1)))).toEqual([
      { kind: 'missing', from: 13, to: 13 },
    ]);
    expect(await problemsOf(join(lines.toSpliced(lineOfEntry(13), 3)))).toEqual([
      { kind: 'missing', from: 13, to: 15 },
    ]);
    expect(await problemsOf(join(lines.toSpliced(lineOfEntry(0), 1)))).toEqual([
      { kind: 'missing', from: 0, to: 0 },
    ]);
  });

  test('entries are exchanged', async () => {
    const lines = linesOf(genuine);
    const at = lineOfEntry(13);
    const text = join(lines.with(at, lines[at + 1]!).with(at + 1, lines[at]!));
    expect(await problemsOf(text)).toEqual([{ kind: 'reordered', index: 13, after: 14 }]);
  });

  test('an entry is moved far away', async () => {
    const lines = linesOf(genuine);
    const moved = lines[lineOfEntry(3)]!;
    const rest = lines.toSpliced(lineOfEntry(3), 1);
    const text = join(rest.toSpliced(rest.length - 2, 0, moved));
    const problems = await problemsOf(text);
    expect(problems).toEqual([{ kind: 'reordered', index: 3, after: expect.any(Number) }]);
  });

  test('an entry is repeated', async () => {
    const lines = linesOf(genuine);
    const at = lineOfEntry(13);
    expect(await problemsOf(join(lines.toSpliced(at, 0, lines[at]!)))).toEqual([
      { kind: 'repeated', index: 13 },
    ]);
  });

  test('the end is cut off: between lines, behind a head, in the middle of a line', async () => {
    const lines = linesOf(genuine);
    const cutAt = lineOfEntry(33);
    expect(await problemsOf(join(lines.slice(0, cutAt)))).toEqual([{ kind: 'truncated', from: 33, to: 36 }]);
    expect(await problemsOf(join(lines.slice(0, cutAt + 1)).slice(0, -40))).toEqual([
      { kind: 'truncated', from: 33, to: 36 },
    ]);
    expect(await problemsOf(join(lines.slice(0, lineOfEntry(30))))).toEqual([
      { kind: 'truncated', from: 30, to: 36 },
    ]);
    expect(await problemsOf(join(lines.slice(0, 1)))).toEqual([{ kind: 'truncated', from: 0, to: 36 }]);
  });

  test('an entry is added behind the last head', async () => {
    const text =
      genuine + writeEntryLine({ index: 37, content: '{}', leafHash: hashLeaf(Buffer.from('{}')) });
    expect(await problemsOf(text)).toEqual([{ kind: 'added', from: 37, to: 37 }]);
  });

  test('a line is something else', async () => {
    for (const nonsense of ['', 'hello', '{}', 'null', '{"index":1}', '{"head":{}}', '\u0000']) {
      const text = join(linesOf(genuine).toSpliced(5, 0, nonsense));
      expect(await problemsOf(text)).toEqual([{ kind: 'unreadable', line: 6 }]);
    }
  });
});

/** Takes an export apart into what an attacker edits. */
const takeApart = (): Line[] =>
  linesOf(genuine)
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
  const header = JSON.parse(linesOf(genuine)[0]!) as object;
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
    expect(putTogether(takeApart())).toBe(genuine);
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
      const remembered = await headOf(size);
      expect(await verify(rewrite(), { remembered })).toMatchObject({
        comparison: 'different',
        problems: [{ kind: 'different_history', remembered: size }],
      });
    }
  });

  test('cannot cut the log back without telling a later time, or an old one', async () => {
    const remembered = await headOf(37);
    const cut = takeApart().slice(
      0,
      takeApart().findIndex((line) => 'head' in line && line.head.size === 20) + 1,
    );
    const later = new Date(Date.parse(remembered.time) + 1).toISOString();
    const shorter = putTogether(cut, (size, root, head) =>
      size === 20 ? signHead(testKey, { size, root, time: later }) : head,
    );
    expect(await verify(shorter, { remembered })).toMatchObject({
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

describe('compared with a remembered head, a genuine export is', () => {
  test.each([
    [37, 'same'],
    [30, 'later'],
    [10, 'later'],
  ])('(size %i) %s', async (size, comparison) => {
    expect(await verify(genuine, { remembered: await headOf(size) })).toMatchObject({
      intact: true,
      comparison,
    });
  });

  test('older, which is no manipulation', async () => {
    expect(await verify(older, { remembered: await headOf(37) })).toMatchObject({
      intact: true,
      comparison: 'older',
      entries: 20,
    });
  });

  test('of unknown standing when it is damaged before that', async () => {
    const lines = linesOf(genuine).toSpliced(lineOfEntry(13), 1);
    expect(await verify(join(lines), { remembered: await headOf(30) })).toMatchObject({
      comparison: 'unknown',
    });
    expect(await verify(join(lines), { remembered: await headOf(10) })).toMatchObject({
      comparison: 'later',
    });
  });

  test('not compared with a head that the key did not sign', async () => {
    const remembered = signHead(createStatementKey(), await headOf(10));
    await expect(verify(genuine, { remembered })).rejects.toMatchObject({ code: 'audit.not_a_head' });
  });
});

test.each([
  ['nothing', ''],
  ['something else', 'hello\n'],
  ['an export without its header', () => genuine.slice(genuine.indexOf('\n') + 1)],
  ['an export of another version', () => genuine.replace('audit-export/1', 'audit-export/2')],
  ['an endless line', 'x'.repeat(2_000_000)],
])('%s is no export', async (_what, text) => {
  await expect(verify(typeof text === 'string' ? text : text())).rejects.toMatchObject({
    code: 'audit.not_an_export',
  });
});
