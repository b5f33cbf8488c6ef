import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createStatementKey } from '#infra/crypto';
import { writeEntryLine } from './export/export-format.ts';
import { verifyExport } from './export/verify-export.ts';
import { hashLeaf } from './merkle/tree-hash.ts';
import { signHead } from './sign-head.ts';
import {
  chunksOf,
  joinLines,
  linesOf,
  openExportedLog,
  problemsOf,
  publicKeys,
  verifyText,
  type ExportedLog,
} from './testing/exported-log.ts';
import { testKey } from './testing/open-test-audit.ts';

let exported: ExportedLog;

beforeAll(async () => {
  exported = await openExportedLog();
});
afterAll(() => exported.log.close());

const lineOfEntry = (index: number): number =>
  linesOf(exported.genuine).findIndex((line) => line.startsWith(`{"index":${index},`));
const edit = (index: number, from: string | RegExp, to: string): string => {
  const lines = linesOf(exported.genuine);
  const at = lineOfEntry(index);
  expect(lines[at]).toMatch(from);
  return joinLines(lines.with(at, lines[at]!.replace(from, to)));
};

describe('an export is intact', () => {
  test.each([1, 7, 100, 100_000])('read in pieces of %i bytes', async (size) => {
    const progress: number[] = [];
    const verdict = await verifyExport(chunksOf(exported.genuine, size), {
      publicKeys,
      onProgress: (entries, total) => progress.push(entries, total),
    });
    expect(verdict).toMatchObject({ intact: true, problems: [], entries: 37, heads: 4, comparison: 'none' });
    expect(verdict.head).toEqual(await exported.headOf(37));
    expect(progress.slice(-2)).toEqual([37, 37]);
  });

  test('with the key among several', async () => {
    const other = createStatementKey().publicKey;
    expect(await problemsOf(exported.genuine, { publicKeys: [other, testKey.publicKey] })).toEqual([]);
  });

  test('without a line feed at its end, and without the heads in between', async () => {
    expect(await problemsOf(exported.genuine.slice(0, -1))).toEqual([]);
    const [header = '', ...rest] = linesOf(exported.genuine);
    const entries = rest.filter((line) => line.startsWith('{"index"'));
    expect(await verifyText(joinLines([header, ...entries]))).toMatchObject({ intact: true, heads: 1 });
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
    const twice = joinLines(
      linesOf(exported.genuine).map((line) =>
        /^\{"index":(4|25),/.test(line) ? line.replace('because', 'x') : line,
      ),
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
    const lines = linesOf(exported.genuine);
    expect(await problemsOf(joinLines(lines.toSpliced(lineOfEntry(13), 1)))).toEqual([
      { kind: 'missing', from: 13, to: 13 },
    ]);
    expect(await problemsOf(joinLines(lines.toSpliced(lineOfEntry(13), 3)))).toEqual([
      { kind: 'missing', from: 13, to: 15 },
    ]);
    expect(await problemsOf(joinLines(lines.toSpliced(lineOfEntry(0), 1)))).toEqual([
      { kind: 'missing', from: 0, to: 0 },
    ]);
  });

  test('entries are exchanged', async () => {
    const lines = linesOf(exported.genuine);
    const at = lineOfEntry(13);
    const text = joinLines(lines.with(at, lines[at + 1]!).with(at + 1, lines[at]!));
    expect(await problemsOf(text)).toEqual([{ kind: 'reordered', index: 13, after: 14 }]);
  });

  test('an entry is moved far away', async () => {
    const lines = linesOf(exported.genuine);
    const moved = lines[lineOfEntry(3)]!;
    const rest = lines.toSpliced(lineOfEntry(3), 1);
    const text = joinLines(rest.toSpliced(rest.length - 2, 0, moved));
    const problems = await problemsOf(text);
    expect(problems).toEqual([{ kind: 'reordered', index: 3, after: expect.any(Number) }]);
  });

  test('an entry is repeated', async () => {
    const lines = linesOf(exported.genuine);
    const at = lineOfEntry(13);
    expect(await problemsOf(joinLines(lines.toSpliced(at, 0, lines[at]!)))).toEqual([
      { kind: 'repeated', index: 13 },
    ]);
  });

  test('the end is cut off: between lines, behind a head, in the middle of a line', async () => {
    const lines = linesOf(exported.genuine);
    const cutAt = lineOfEntry(33);
    expect(await problemsOf(joinLines(lines.slice(0, cutAt)))).toEqual([
      { kind: 'truncated', from: 33, to: 36 },
    ]);
    expect(await problemsOf(joinLines(lines.slice(0, cutAt + 1)).slice(0, -40))).toEqual([
      { kind: 'truncated', from: 33, to: 36 },
    ]);
    expect(await problemsOf(joinLines(lines.slice(0, lineOfEntry(30))))).toEqual([
      { kind: 'truncated', from: 30, to: 36 },
    ]);
    expect(await problemsOf(joinLines(lines.slice(0, 1)))).toEqual([{ kind: 'truncated', from: 0, to: 36 }]);
  });

  test('an entry is added behind the last head', async () => {
    const text =
      exported.genuine + writeEntryLine({ index: 37, content: '{}', leafHash: hashLeaf(Buffer.from('{}')) });
    expect(await problemsOf(text)).toEqual([{ kind: 'added', from: 37, to: 37 }]);
  });

  test('a line is something else', async () => {
    for (const nonsense of ['', 'hello', '{}', 'null', '{"index":1}', '{"head":{}}', '\u0000']) {
      const text = joinLines(linesOf(exported.genuine).toSpliced(5, 0, nonsense));
      expect(await problemsOf(text)).toEqual([{ kind: 'unreadable', line: 6 }]);
    }
  });
});

describe('compared with a remembered head, a genuine export is', () => {
  test.each([
    [37, 'same'],
    [30, 'later'],
    [10, 'later'],
  ])('(size %i) %s', async (size, comparison) => {
    expect(await verifyText(exported.genuine, { remembered: await exported.headOf(size) })).toMatchObject({
      intact: true,
      comparison,
    });
  });

  test('older, which is no manipulation', async () => {
    expect(await verifyText(exported.older, { remembered: await exported.headOf(37) })).toMatchObject({
      intact: true,
      comparison: 'older',
      entries: 20,
    });
  });

  test('of unknown standing when it is damaged before that', async () => {
    const lines = linesOf(exported.genuine).toSpliced(lineOfEntry(13), 1);
    expect(await verifyText(joinLines(lines), { remembered: await exported.headOf(30) })).toMatchObject({
      comparison: 'unknown',
    });
    expect(await verifyText(joinLines(lines), { remembered: await exported.headOf(10) })).toMatchObject({
      comparison: 'later',
    });
  });

  test('not compared with a head that the key did not sign', async () => {
    const remembered = signHead(createStatementKey(), await exported.headOf(10));
    await expect(verifyText(exported.genuine, { remembered })).rejects.toMatchObject({
      code: 'audit.not_a_head',
    });
  });
});

test.each([
  ['nothing', ''],
  ['something else', 'hello\n'],
  ['an export without its header', () => exported.genuine.slice(exported.genuine.indexOf('\n') + 1)],
  ['an export of another version', () => exported.genuine.replace('audit-export/1', 'audit-export/2')],
  ['an endless line', 'x'.repeat(2_000_000)],
])('%s is no export', async (_what, text) => {
  await expect(verifyText(typeof text === 'string' ? text : text())).rejects.toMatchObject({
    code: 'audit.not_an_export',
  });
});
