/** The reports of Post Inventory Cost to G/L and of its test, made by the job when the page is opened. */
import {useMemo, type ReactNode} from 'react';
import {START, type Scroll} from '../../components/scroll.js';
import {Working} from '../../components/working.js';
import {postInventoryCost, type PostReport} from '../../jobs/post.js';
import {testPosting, type TestReport} from '../../jobs/test-posting.js';
import type {PageProps} from '../index.js';
import {ReportView, type ReportLine} from '../report/report-view.js';
import {useKept, useOpen, useText} from '../session.js';
import type {Opening} from '../stack.js';
import {useJob} from '../use-job.js';
import {postSections, testSections} from './sections.js';
import {setupLineOf} from './setup-line.js';

interface ReportState<Report> {
  readonly scroll: Scroll;
  readonly report?: Report;
}

export function PostReportPage({parameters, width, height}: PageProps<'post-report'>): ReactNode {
  const text = useText();
  const [state, update] = useKept<ReportState<PostReport>>({scroll: START});
  const {report} = state;
  const job = useJob(context => postInventoryCost(context, parameters), {
    writes: parameters.post,
    isWanted: report === undefined,
    onResult: result => update(before => ({...before, report: result})),
  });
  const sections = useMemo(() => (report ? postSections(report, text, width) : []), [report, text, width]);
  const handlers = useReportHandlers();
  if (!report) return <Working job={job} scopes={['report']} text={text} width={width} height={height} />;
  return (
    <ReportView
      sections={sections}
      scroll={state.scroll}
      onScroll={change => update(before => ({...before, scroll: change(before.scroll)}))}
      width={width}
      height={height}
      handlers={handlers}
    />
  );
}

export function TestReportPage({parameters, width, height}: PageProps<'test-report'>): ReactNode {
  const text = useText();
  const [state, update] = useKept<ReportState<TestReport>>({scroll: START});
  const {report} = state;
  const job = useJob(context => testPosting(context, parameters), {
    isWanted: report === undefined,
    onResult: result => update(before => ({...before, report: result})),
  });
  const sections = useMemo(
    () => (report ? testSections(report, parameters, text, width) : []),
    [report, parameters, text, width],
  );
  const handlers = useReportHandlers();
  if (!report) return <Working job={job} scopes={['report']} text={text} width={width} height={height} />;
  return (
    <ReportView
      sections={sections}
      scroll={state.scroll}
      onScroll={change => update(before => ({...before, scroll: change(before.scroll)}))}
      width={width}
      height={height}
      handlers={line => ({
        ...handlers(line),
        again: () => update(({report: _, ...before}) => before),
      })}
    />
  );
}

/** From a line to its value entry, and to the setup line that lacks what it needs. */
function useReportHandlers() {
  const open = useOpen();
  return ({valueEntryNo, finding}: ReportLine) => {
    const entry = () => valueEntryNo !== undefined && open(entryCard(valueEntryNo));
    return {
      entry,
      open: entry,
      'setup-line': () => {
        const opening = finding && setupLineOf(finding);
        if (opening) open(opening);
      },
    };
  };
}

const entryCard = (entryNo: number): Opening => ({page: 'card', parameters: {list: 'value-entries', key: [entryNo]}});
