// npm 10 compiles better-sqlite3 from a lock file that lacks the package's `gypfile: false`: put it back after npm rewrote the lock.
import {readFileSync, writeFileSync} from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
let changed = false;
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path.endsWith('node_modules/better-sqlite3') && entry.gypfile !== false) {
    entry.gypfile = false;
    changed = true;
  }
  if (entry.resolved) {
    delete entry.resolved; // no registry address in any file
    changed = true;
  }
}
if (changed) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
