import {Migration20261124_initial} from './Migration20261124_initial.js';
import {Migration20261124_item_cost_totals} from './Migration20261124_item_cost_totals.js';
import {Migration20261124_unclean_entries} from './Migration20261124_unclean_entries.js';

/** Every migration, oldest first. */
export const migrations = [
  {name: 'Migration20261124_initial', migration: Migration20261124_initial},
  {name: 'Migration20261124_unclean_entries', migration: Migration20261124_unclean_entries},
  {name: 'Migration20261124_item_cost_totals', migration: Migration20261124_item_cost_totals},
] as const;
