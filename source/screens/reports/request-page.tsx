/** The request page of every report: its dates, filters and options, as they were last time. */
import type {ReactNode} from 'react';
import {RequestPage} from '../form/request-page.js';
import type {PageProps} from '../index.js';
import {useOpen, useSession} from '../session.js';
import {reportOf} from './definitions.js';

export function ReportRequestPage({parameters, width, height}: PageProps<'report-request'>): ReactNode {
  const open = useOpen();
  const {program} = useSession();
  const {report} = parameters;
  const {fields, read} = reportOf(report);
  return (
    <RequestPage
      page={`report ${report}`}
      about={`screens.reports.about.${report}`}
      fields={fields}
      width={width}
      height={height}
      onRun={values => {
        read(values, program.workDate);
        open({page: 'report', parameters: {report, values}});
      }}
    />
  );
}
