/** The request of Post Inventory Cost to G/L and of its test (posting-rules.md 15.1 and 18). */
import type {PostingRequest} from '../../jobs/post.js';
import type {PageSettings} from '../../store/page-settings.js';
import {filterFields, formFilters, type FormField} from '../form/fields.js';

const shared: readonly FormField[] = [
  {
    name: 'method',
    label: 'screens.posting.method',
    kind: 'choice',
    choices: [
      ['per-entry', 'screens.posting.perEntry'],
      ['per-posting-group', 'screens.posting.perPostingGroup'],
    ],
    initial: 'per-entry',
  },
  {name: 'documentNo', label: 'screens.posting.documentNo', kind: 'text', initial: ''},
];

export const postFields: readonly FormField[] = [
  ...shared,
  {name: 'post', label: 'screens.posting.post', kind: 'toggle', initial: 'no'},
  ...filterFields,
];

export const testFields: readonly FormField[] = [
  ...shared,
  {name: 'showDimensions', label: 'screens.posting.showDimensions', kind: 'toggle', initial: 'no'},
  {name: 'onlyWarnings', label: 'screens.posting.onlyWarnings', kind: 'toggle', initial: 'no'},
  ...filterFields,
];

/** What the job is asked. Refuses dates and filters that cannot be read. */
export function postingRequest(values: PageSettings): PostingRequest {
  return {
    method: values['method'] === 'per-posting-group' ? 'per-posting-group' : 'per-entry',
    documentNo: (values['documentNo'] ?? '').trim(),
    filters: formFilters(values),
  };
}
