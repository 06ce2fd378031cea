/** The request of the reconciliation (reconciliation.md 1 and 8). */
import {filterFields, type FormField} from '../form/fields.js';

export const reconciliationFields: readonly FormField[] = [
  ...filterFields,
  {name: 'showWarning', label: 'screens.reconciliation.showWarning', kind: 'toggle', initial: 'yes'},
];
