import {homedir} from 'node:os';
import {basename, extname, join} from 'node:path';
import {isPostgresql} from '../store/connect.js';

/** Where the company is when nobody says: `$TIEOUT_DB`, else `tieout.db` in the user's data directory (XDG). */
export function defaultLocation(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment['TIEOUT_DB']) return environment['TIEOUT_DB'];
  const data = environment['XDG_DATA_HOME'] || join(homedir(), '.local', 'share');
  return join(data, 'tieout', 'tieout.db');
}

/** What the header of a report calls the company: the name of its file or of its database. */
export function companyName(db: string | undefined): string {
  const where = db ?? defaultLocation();
  if (isPostgresql(where)) return decodeURIComponent(new URL(where).pathname.slice(1));
  return basename(where, extname(where));
}
