import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packPackage } from './pack-package.ts';

const run = promisify(execFile);
const root = path.dirname(import.meta.dirname);
let folder: string;

/** A platform’s own project: the tarballs unpacked where npm would put them, and what they ask for beside them. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'interlock-pack-test-'));
  for (const name of ['connector', 'sdk']) {
    const tarball = await packPackage(name, folder);
    const place = path.join(folder, 'node_modules/@interlock', name);
    await mkdir(place, { recursive: true });
    await run('tar', ['-xzf', tarball, '-C', place, '--strip-components=1']);
  }
  for (const peer of ['fastify', 'pg', 'openapi-fetch', '@types', 'jose']) {
    await symlink(path.join(root, 'node_modules', peer), path.join(folder, 'node_modules', peer));
  }
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a packed package', () => {
  test('runs below node_modules', async () => {
    const script = `
      import { createSignatureVerifier, interlockPlugin } from '@interlock/connector';
      import { runConformance } from '@interlock/connector/conformance';
      import { createInterlockClient } from '@interlock/sdk';
      console.log([createSignatureVerifier, interlockPlugin, runConformance, createInterlockClient].map((it) => typeof it).join());`;
    await writeFile(path.join(folder, 'main.js'), script);
    const { stdout } = await run(process.execPath, ['main.js'], { cwd: folder });
    expect(stdout.trim()).toBe('function,function,function,function');
  });

  test('brings its command', async () => {
    const bin = 'node_modules/@interlock/connector/bin/interlock-conformance.mjs';
    const { stdout } = await run(process.execPath, [bin, '--help'], { cwd: folder });
    expect(stdout).toContain('Usage: interlock-conformance');
  });

  test('has types that fit the example it brings', { timeout: 60_000 }, async () => {
    const example = 'node_modules/@interlock/connector/examples/join.ts';
    await writeFile(path.join(folder, 'join.ts'), await readFile(path.join(folder, example)));
    const flags = '--noEmit --strict --skipLibCheck --module nodenext --target es2023 --types node'.split(
      ' ',
    );
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    await expect(run(process.execPath, [tsc, ...flags, 'join.ts'], { cwd: folder })).resolves.toBeTruthy();
  });

  test('carries neither tests nor sources nor what only developing it needs', async () => {
    const { stdout } = await run('tar', ['-tzf', path.join(folder, 'interlock-connector-0.1.0.tgz')]);
    expect(stdout).not.toMatch(/\.test\.|package\/(src|test)\//);
    expect(stdout).toContain('package/LICENSE');
    const manifest = await readFile(
      path.join(folder, 'node_modules/@interlock/connector/package.json'),
      'utf8',
    );
    expect(JSON.parse(manifest)).not.toHaveProperty('devDependencies');
  });
});
