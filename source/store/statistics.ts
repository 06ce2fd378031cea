import type {Database} from './database.js';

/**
 * Tells the database's planner how its tables look after much has been written: without it SQLite reads whole ledgers
 * where an index would do. A sample of each index is looked at, not all of it.
 */
export async function refreshStatistics(database: Database): Promise<void> {
  if (database.dialect === 'sqlite') await database.run('pragma analysis_limit = 1000');
  await database.run('analyze');
}
