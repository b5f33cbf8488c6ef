import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { relocatePrograms } from './relocate-programs.ts';
import { findServerUser, runAs } from './server-user.ts';

let scratch: string;
let native: string;
beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'interlock-relocate-'));
  await chmod(scratch, 0o755);
  const closed = path.join(scratch, 'closed');
  native = path.join(closed, 'native');
  await mkdir(path.join(native, 'bin'), { recursive: true });
  await mkdir(path.join(native, 'lib'));
  await writeFile(path.join(native, 'bin', 'postgres'), '#!/bin/sh\necho server\n', { mode: 0o755 });
  await writeFile(path.join(native, 'bin', 'initdb'), '#!/bin/sh\necho initdb\n', { mode: 0o755 });
  await chmod(closed, 0o700);
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

test('a copy is made once, even by starts at the same time, and the server’s user can run it', async () => {
  const user = await findServerUser();
  const place = path.join(scratch, 'shared');
  const notices: string[] = [];
  const relocate = () => relocatePrograms(native, user, (sentence) => notices.push(sentence), [place]);
  const [first, second] = await Promise.all([relocate(), relocate()]);
  expect(first).toEqual(second);
  const { stdout } = await promisify(execFile)(first.postgres, [], runAs(user));
  expect(stdout).toBe('server\n');
  const before = notices.length;
  await relocate();
  expect(notices).toHaveLength(before);
  expect(await readdir(place)).toHaveLength(1);
});

test('other programs get another folder', async () => {
  const user = await findServerUser();
  const place = path.join(scratch, 'versions');
  await relocatePrograms(native, user, () => {}, [place]);
  await writeFile(path.join(native, 'bin', 'postgres'), '#!/bin/sh\necho newer\n', { mode: 0o755 });
  await relocatePrograms(native, user, () => {}, [place]);
  expect(await readdir(place)).toHaveLength(2);
});

test('a shared folder that others may write to is not trusted', async () => {
  const user = await findServerUser();
  const place = path.join(scratch, 'writable');
  await mkdir(place);
  await chmod(place, 0o777);
  await expect(relocatePrograms(native, user, () => {}, [place])).rejects.toMatchObject({
    code: 'postgres.no_place',
  });
});
