import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {dirname, join, normalize} from 'node:path';
import {describe, expect, it} from 'vitest';

/**
 * The rooms of the house (blueprint, Rooms) and which of them each may look into, beside itself. Files at the top of
 * source/ are rooms of their own.
 */
const ROOMS: Record<string, readonly string[]> = {
  domain: [],
  errors: ['domain'],
  locales: [],
  text: ['domain', 'locales'],
  store: ['domain', 'errors', 'locales'],
  demo: ['domain', 'errors', 'store'],
  jobs: ['demo', 'domain', 'errors', 'store', 'text'],
  'report-formats': ['domain', 'errors', 'store', 'text'],
  keys: ['domain'],
  theme: [],
  components: ['domain', 'errors', 'keys', 'text', 'theme'],
  commands: ['demo', 'domain', 'errors', 'jobs', 'report-formats', 'store', 'text'],
  screens: ['components', 'demo', 'domain', 'errors', 'jobs', 'keys', 'report-formats', 'store', 'text', 'theme'],
  cli: ['commands', 'domain', 'errors', 'jobs', 'screens', 'store', 'text', 'theme'],
};
/** Packages that only some rooms may use; every other package is free outside the domain. */
const PACKAGES: Record<string, readonly string[]> = {
  react: ['components', 'screens', 'cli'],
  ink: ['components', 'screens', 'cli'],
  'ink-select-input': ['components', 'screens'],
  'ink-table': ['components', 'screens'],
  commander: ['commands', 'cli'],
  i18next: ['text'],
  kysely: ['store'],
  '@mikro-orm/core': ['store'],
  '@mikro-orm/sql': ['store'],
  '@mikro-orm/sqlite': ['store'],
  '@mikro-orm/postgresql': ['store'],
  '@mikro-orm/migrations': ['store'],
};
const LONGEST = 400;
const MAY_BE_LONG = /\/(migrations|locales)\//;

const files = readdirSync('source', {recursive: true, encoding: 'utf8'})
  .filter(name => /\.tsx?$/.test(name))
  .map(name => name.replaceAll('\\', '/'));

const roomOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '') : file.replace(/\.\w+$/, ''));

/** What a file imports: paths within source/, and packages by name. */
function importsOf(file: string): {paths: string[]; packages: string[]} {
  const code = readFileSync(join('source', file), 'utf8');
  const found = [
    ...code.matchAll(/^(?:import|export)\b[^'"`;]*?\bfrom '([^']+)'/gm),
    ...code.matchAll(/^import '([^']+)'/gm),
    ...code.matchAll(/\bimport\('([^']+)'\)/g),
  ].map(match => match[1] ?? '');
  const isPath = (name: string) => name.startsWith('.');
  return {
    paths: found.filter(isPath).map(name => normalize(join(dirname(file), name)).replaceAll('\\', '/')),
    packages: found.filter(name => !isPath(name)),
  };
}

const imports = files.map(file => ({file, room: roomOf(file), ...importsOf(file)}));

describe('imports', () => {
  it('are found', () => {
    expect(imports.flatMap(({paths}) => paths).length).toBeGreaterThan(files.length);
    expect(imports.find(({file}) => file === 'cli.tsx')?.packages).toContain('commander');
  });

  it('go down the rooms of the house only', () => {
    const wrong = imports.flatMap(({file, room, paths}) =>
      paths
        .filter(path => !path.startsWith('..')) // package.json, for the version
        .filter(path => roomOf(path) !== room && !ROOMS[room]?.includes(roomOf(path)))
        .map(path => `${file} imports ${path}`),
    );
    expect(wrong).toEqual([]);
  });

  it('of the domain are the domain itself and decimal.js', () => {
    const packages = imports.filter(({room}) => room === 'domain').flatMap(each => each.packages);
    expect([...new Set(packages)]).toEqual(['decimal.js']);
  });

  it('of the domain know no clock, process or console', () => {
    const impure = files
      .filter(file => roomOf(file) === 'domain')
      .filter(file =>
        /\bnew Date\(\)|\bDate\.now\(|\bprocess\.|\bconsole\./.test(readFileSync(join('source', file), 'utf8')),
      );
    expect(impure).toEqual([]);
  });

  it('use React, the command line and the database only where they belong', () => {
    const wrong = imports.flatMap(({file, room, packages}) =>
      packages.filter(name => PACKAGES[name] && !PACKAGES[name].includes(room)).map(name => `${file} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('files', () => {
  it(`have at most ${LONGEST} lines, but for migrations and catalogues`, () => {
    const long = files
      .filter(file => !MAY_BE_LONG.test(`/${file}`))
      .map(file => ({file, lines: readFileSync(join('source', file), 'utf8').split('\n').length - 1}))
      .filter(({lines}) => lines > LONGEST);
    expect(long).toEqual([]);
  });

  it('that are tracked name no package registry', () => {
    const tracked = execFileSync('git', ['ls-files', '-z'], {encoding: 'utf8'}).split('\0').filter(Boolean);
    expect(tracked).toContain('package-lock.json');
    const address = /https?:\/\/[^\s"'`)]*(registry|npmjs|artifactory|nexus)/i;
    const named = tracked
      .filter(file => existsSync(file) && statSync(file).isFile())
      .filter(file => address.test(readFileSync(file, 'latin1')));
    expect(named).toEqual([]);
  });
});

describe('the lock file', () => {
  it('keeps npm 10 from compiling better-sqlite3', () => {
    const lock: {packages: Record<string, {gypfile?: boolean}>} = JSON.parse(readFileSync('package-lock.json', 'utf8'));
    const entries = Object.entries(lock.packages).filter(([path]) => path.endsWith('node_modules/better-sqlite3'));
    expect(entries.length).toBeGreaterThan(0);
    for (const [path, {gypfile}] of entries) expect([path, gypfile]).toEqual([path, false]);
  });

  it('has the builds for every platform, whatever the registry had when it was written', () => {
    const lock: {packages: Record<string, {optionalDependencies?: Record<string, string>}>} = JSON.parse(
      readFileSync('package-lock.json', 'utf8'),
    );
    const missing = Object.entries(lock.packages).flatMap(([path, {optionalDependencies}]) =>
      Object.keys(optionalDependencies ?? {}).filter(
        name => !lock.packages[`node_modules/${name}`] && !lock.packages[`${path}/node_modules/${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });

  it('has exact versions of all that we name', () => {
    const {
      dependencies,
      devDependencies,
    }: Record<string, Record<string, string>> = JSON.parse(readFileSync('package.json', 'utf8'));
    const loose = Object.entries({...dependencies, ...devDependencies}).filter(
      ([, version]) => !/^(npm:[^\s]+@)?\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
  });
});
