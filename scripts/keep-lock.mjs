// What npm leaves out of the lock file, put back after every rewrite:
// - npm 10 compiles better-sqlite3 from a lock file that lacks the package's `gypfile: false`;
// - a registry that does not have a package's builds for other platforms leaves them out of the lock, and then `npm ci`
//   of npm 11 refuses it. Their names and exact versions are those of the package that wants them, so they can be added.
// And taken out: where each package was fetched from (no registry address in any file).
import {readFileSync, writeFileSync} from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const before = readFileSync(file, 'utf8');
const lock = JSON.parse(before);

const PLATFORM = /-(android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)-(\w+)(?:-(\w+))?$/;
const CPU = {arm: 'arm', arm64: 'arm64', ia32: 'ia32', ppc64: 'ppc64', riscv64: 'riscv64', s390x: 's390x', x64: 'x64'};

/** The entry of a build for one platform, by its name: `@scope/name-linux-x64-musl`. */
function platformBuild(name, version, dev) {
  const [, os, cpu, abi] = PLATFORM.exec(name) ?? [];
  if (!CPU[cpu] || !/^\d+\.\d+\.\d+$/.test(version)) return undefined;
  const libc = os === 'linux' && abi ? [abi.startsWith('musl') ? 'musl' : 'glibc'] : undefined;
  return {version, cpu: [CPU[cpu]], ...(dev ? {dev} : {}), ...(libc ? {libc} : {}), optional: true, os: [os]};
}

for (const [path, entry] of Object.entries(lock.packages)) {
  if (path.endsWith('node_modules/better-sqlite3')) entry.gypfile = false;
  delete entry.resolved;
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (lock.packages[`node_modules/${name}`] || lock.packages[`${path}/node_modules/${name}`]) continue;
    const build = platformBuild(name, version, entry.dev);
    if (build) lock.packages[`node_modules/${name}`] = build;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([left], [right]) => (left < right ? -1 : 1)));
const after = `${JSON.stringify(lock, null, 2)}\n`;
if (after !== before) writeFileSync(file, after);
