import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

// Hundreds of processes load the same modules: what one has compiled, the others need not compile again.
process.env['NODE_COMPILE_CACHE'] ??= path.join(tmpdir(), 'interlock-compile-cache');

export default defineConfig({
  test: {
    include: ['{src,apps,packages,bench,chaos,e2e,test,scripts}/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
