/**
 * Four kinds of tests. `unit` runs in Node, its files side by side; the others drive a headless browser and run one
 * file after another, because a software adapter already uses every core.
 */

import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const minutes = (count: number) => count * 60_000;

function browserProject(name: string, include: string[], groupOrder: number): TestProjectInlineConfiguration {
  return {
    test: {
      name,
      include,
      environment: 'node',
      fileParallelism: false,
      testTimeout: minutes(3),
      hookTimeout: minutes(2),
      sequence: { groupOrder },
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], environment: 'node', testTimeout: 30_000 } },
      browserProject('gpu', ['test/gpu/*.test.ts'], 1),
      browserProject('ui', ['test/ui/**/*.test.ts'], 2),
      browserProject('cli', ['test/cli/*.test.ts'], 3),
    ],
  },
});
