import {defineConfig} from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    env: {NO_COLOR: '1', LC_ALL: 'C.UTF-8', TZ: 'UTC'},
  },
});
