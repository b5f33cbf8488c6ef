import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

// Hundreds of processes load the same modules: what one has compiled, the others need not compile again.
process.env['NODE_COMPILE_CACHE'] ??= path.join(tmpdir(), 'interlock-compile-cache');

const common = { pool: 'forks', testTimeout: 30_000, hookTimeout: 30_000 } as const;

export default defineConfig({
  test: {
    // Not in what the projects have in common: one server serves both.
    globalSetup: ['test/global-setup.ts'],
    maxWorkers: 2,
    projects: [
      {
        // Files share a process one after the other, so that each does not load the same modules anew. They keep nothing
        // outside of what they open and close.
        test: { ...common, name: 'parts', include: ['{src,packages}/**/*.test.ts'], isolate: false },
      },
      {
        // Whole hubs and programs, which have a process to themselves.
        test: { ...common, name: 'wholes', include: ['{apps,bench,chaos,e2e,test,scripts}/**/*.test.ts'] },
      },
    ],
  },
});
