// The tests, by what they need: nothing, databases, databases and a server in a browser, or much time.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const sql = ['test/sql/**/*.test.ts', 'test/geodata/load/**/*.test.ts', 'test/upgrades/**/*.test.ts'];
const api = ['test/api/**/*.test.ts', 'test/server/**/*.test.ts'];
const browser = ['test/browser/**/*.test.ts'];
const withDatabases = { globalSetup: ['test/global-setup.ts'], testTimeout: 30_000, hookTimeout: 180_000 };

export default defineConfig({
  plugins: [svelte()],
  test: {
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: [...sql, ...api, ...browser] } },
      { extends: true, test: { name: 'sql', include: sql, ...withDatabases } },
      { extends: true, test: { name: 'api', include: api, ...withDatabases } },
      // After the others and one by one: what is drawn on time must not wait for a core.
      { extends: true, test: { name: 'browser', include: browser, ...withDatabases, testTimeout: 180_000, fileParallelism: false, sequence: { groupOrder: 1 } } },
      { extends: true, test: { name: 'long', include: ['test/**/*.long.ts'], ...withDatabases, testTimeout: 900_000, fileParallelism: false, sequence: { groupOrder: 2 } } },
    ],
  },
});
