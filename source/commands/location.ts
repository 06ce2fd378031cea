import {homedir} from 'node:os';
import {join} from 'node:path';

/** Where the company is when nobody says: `$TIEOUT_DB`, else `tieout.db` in the user's data directory (XDG). */
export function defaultLocation(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment['TIEOUT_DB']) return environment['TIEOUT_DB'];
  const data = environment['XDG_DATA_HOME'] || join(homedir(), '.local', 'share');
  return join(data, 'tieout', 'tieout.db');
}
