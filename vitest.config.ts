import {defineConfig} from 'vitest/config';

const screens = 'test/screens/**/*.test.{ts,tsx}';

export default defineConfig({
  test: {
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    env: {NO_COLOR: '1', LC_ALL: 'C.UTF-8', TZ: 'UTC'},
    projects: [
      {extends: true, test: {name: 'all but screens', include: ['test/**/*.test.{ts,tsx}'], exclude: [screens]}},
      // Somebody types and looks there: on a busy machine one may look before what was typed is drawn.
      {extends: true, test: {name: 'screens', include: [screens], retry: 2}},
    ],
  },
});
