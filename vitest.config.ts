import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,apps,packages,bench,chaos,e2e,test,scripts}/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    pool: 'forks',
    // Most of them wait for databases, browsers and processes: a third one uses what two leave idle.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
