import { describe, expect, it } from 'vitest';
import { GroupCommit } from './group-commit.ts';

interface Write {
  readonly items: readonly string[];
  readonly finish: (error?: Error) => void;
}

function open(itemsMax?: number) {
  const writes: Write[] = [];
  const commits = new GroupCommit<string, string>(
    (items) =>
      new Promise((resolve, reject) => {
        const finish = (error?: Error): void => {
          if (error === undefined) resolve(items.map((item) => `done ${item}`));
          else reject(error);
        };
        writes.push({ items, finish });
      }),
    (item) => item,
    itemsMax,
  );
  return { writes, commits };
}

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(() => setImmediate(resolve));
  });

describe('group commit', () => {
  it('writes together what came together, and what came meanwhile next', async () => {
    const { writes, commits } = open();
    const first = [commits.add('a'), commits.add('b')];
    await turn();
    const second = [commits.add('c'), commits.add('d')];
    await turn();
    expect(writes.map(({ items }) => items)).toEqual([['a', 'b']]);
    writes[0]?.finish();
    expect(await Promise.all(first)).toEqual(['done a', 'done b']);
    await turn();
    expect(writes[1]?.items).toEqual(['c', 'd']);
    writes[1]?.finish();
    expect(await Promise.all(second)).toEqual(['done c', 'done d']);
    expect(commits.busy).toBe(false);
  });

  it('fails what waits with the write that fails, so that nothing overtakes what is repeated', async () => {
    const { writes, commits } = open();
    const first = commits.add('a');
    await turn();
    const second = commits.add('b');
    writes[0]?.finish(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    await expect(second).rejects.toThrow('gone');
    await turn();
    expect(writes).toHaveLength(1);
    const again = commits.add('b');
    await turn();
    writes[1]?.finish();
    expect(await again).toBe('done b');
  });

  it('never writes two items of one key together, and keeps their order', async () => {
    const { writes, commits } = open();
    void commits.add('a');
    void commits.add('a');
    void commits.add('b');
    await turn();
    expect(writes[0]?.items).toEqual(['a', 'b']);
    writes[0]?.finish();
    await turn();
    expect(writes[1]?.items).toEqual(['a']);
    writes[1]?.finish();
  });

  it('writes no more than its maximum at once', async () => {
    const { writes, commits } = open(2);
    for (const item of ['a', 'b', 'c']) void commits.add(item);
    await turn();
    expect(writes[0]?.items).toEqual(['a', 'b']);
    writes[0]?.finish();
    await turn();
    expect(writes[1]?.items).toEqual(['c']);
    writes[1]?.finish();
  });
});
