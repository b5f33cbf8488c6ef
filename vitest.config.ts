import { defineConfig } from 'vitest/config';

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
