/** The request of Adjust Cost - Item Entries (costing.md 15). */
import {readFilter} from '../../store/filter-sql.js';
import type {PageSettings} from '../../store/page-settings.js';
import {item} from '../../store/tables/index.js';
import type {FormField} from '../form/fields.js';

export interface AdjustmentRequest {
  readonly item: string;
  /** Post to the G/L what adjusting makes, where Automatic Cost Posting is on. */
  readonly post: boolean;
}

const itemField: FormField = {name: 'item', label: 'screens.form.item', kind: 'text', initial: ''};
const postField: FormField = {name: 'post', label: 'screens.adjust.post', kind: 'toggle', initial: 'yes'};

/** Without Automatic Cost Posting nothing is posted anyway, and nothing is asked. */
export const adjustmentFields = (automaticCostPosting: boolean): readonly FormField[] =>
  automaticCostPosting ? [itemField, postField] : [itemField];

/** What the job is asked. Refuses a filter that cannot be read. */
export function adjustmentRequest(values: PageSettings): AdjustmentRequest {
  const filter = (values['item'] ?? '').trim();
  const field = item.byProperty.get('no');
  if (filter !== '' && field) readFilter(filter, field);
  return {item: filter, post: values['post'] !== 'no'};
}
