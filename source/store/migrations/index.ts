import {Migration20261124_initial} from './Migration20261124_initial.js';

/** Every migration, oldest first. */
export const migrations = [{name: 'Migration20261124_initial', migration: Migration20261124_initial}] as const;
