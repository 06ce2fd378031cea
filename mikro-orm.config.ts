/** For MikroORM's own command line (`npx mikro-orm …`); the program uses source/store/connect.ts. */
import {defineConfig} from '@mikro-orm/sqlite';
import {ormOptions} from './source/store/connect.js';

export default defineConfig({...ormOptions, dbName: process.env['TIEOUT_DB'] ?? 'tieout.db'});
