import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '#kernel/time';
import { watchSources } from './watch-sources.ts';

test('tells once of a burst of changes, and not of tests or builds', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'interlock-watch-'));
  await mkdir(path.join(folder, 'inner'));
  const changes: string[] = [];
  const watch = watchSources(systemClock, [folder], (file) => changes.push(file));
  try {
    await new Promise((resolve) => setTimeout(resolve, 200));
    await writeFile(path.join(folder, 'notes.txt'), 'x');
    await writeFile(path.join(folder, 'a.test.ts'), 'x');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(changes).toEqual([]);
    for (let time = 0; time < 5; time += 1) await writeFile(path.join(folder, 'inner', 'a.ts'), String(time));
    await expect.poll(() => changes, { timeout: 5_000 }).toEqual([path.join('inner', 'a.ts')]);
  } finally {
    watch.close();
    await rm(folder, { recursive: true, force: true });
  }
});
