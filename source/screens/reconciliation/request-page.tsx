/** The request page of the Inventory – G/L Reconciliation. */
import type {ReactNode} from 'react';
import {formFilters} from '../form/fields.js';
import {RequestPage} from '../form/request-page.js';
import type {PageProps} from '../index.js';
import {useOpen} from '../session.js';
import {reconciliationFields} from './fields.js';

export function ReconciliationRequestPage({width, height}: PageProps<'reconciliation-request'>): ReactNode {
  const open = useOpen();
  return (
    <RequestPage
      page="reconciliation"
      about="screens.reconciliation.about"
      fields={reconciliationFields}
      width={width}
      height={height}
      onRun={values =>
        open({
          page: 'matrix',
          parameters: {filters: formFilters(values), showWarning: values['showWarning'] === 'yes'},
        })
      }
    />
  );
}
