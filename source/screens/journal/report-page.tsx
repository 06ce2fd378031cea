/** Checking, previewing or posting the item journal: what it makes or made, or every line that cannot be posted. */
import {useMemo, type ReactNode} from 'react';
import {START, type Scroll} from '../../components/scroll.js';
import {Working} from '../../components/working.js';
import {type ErrorDetail, Refusal} from '../../errors.js';
import {type JournalPreview, postItemJournal, previewItemJournal} from '../../jobs/item-journal.js';
import type {JobContext} from '../../jobs/job.js';
import type {JournalResult} from '../../jobs/journal.js';
import type {Text} from '../../text.js';
import type {PageProps} from '../index.js';
import {LinksView} from '../report/links-view.js';
import {useDatabase, useKept, useOpen, useSession} from '../session.js';
import {useJob} from '../use-job.js';
import type {JournalAction, JournalPlace} from './parameters.js';
import {checkedLines, postedLines, previewLines, problemLines} from './report-lines.js';

export function journalReportTitle({action}: {readonly action: JournalAction}, text: Text): string {
  return `${text.caption('Item Journal')} · ${text.t(`screens.journal.title.${action}`)}`;
}

type Outcome =
  | {readonly kind: 'preview'; readonly preview: JournalPreview}
  | {readonly kind: 'posted'; readonly result: JournalResult}
  | {readonly kind: 'refused'; readonly problems: readonly ErrorDetail[]};

interface ReportState {
  readonly scroll: Scroll;
  readonly outcome?: Outcome;
}

export function JournalReportPage({parameters, width, height}: PageProps<'journal-report'>): ReactNode {
  const {action} = parameters;
  const {program, dispatch} = useSession();
  const {text} = program;
  const database = useDatabase();
  const open = useOpen();
  const [state, update] = useKept<ReportState>({scroll: START});
  const {outcome} = state;
  const job = useJob(context => run(context, action), {
    writes: action === 'post',
    isWanted: outcome === undefined,
    onResult: result => update(before => ({...before, outcome: result})),
  });
  const lines = useMemo(() => {
    if (!outcome) return [];
    if (outcome.kind === 'posted') return postedLines(outcome.result, database, open, text, width);
    if (outcome.kind === 'preview') {
      return action === 'check'
        ? checkedLines(outcome.preview, text, width)
        : previewLines(outcome.preview, text, width);
    }
    const mend = (place: JournalPlace) => {
      dispatch({type: 'pop'});
      dispatch({type: 'replace', opening: {page: 'item-journal', parameters: place}});
    };
    return problemLines(outcome.problems, mend, text, width);
  }, [outcome, action, database, open, dispatch, text, width]);
  if (!outcome) return <Working job={job} scopes={['report']} text={text} width={width} height={height} />;
  return (
    <LinksView
      lines={lines}
      scroll={state.scroll}
      onScroll={change => update(before => ({...before, scroll: change(before.scroll)}))}
      width={width}
      height={height}
    />
  );
}

/** Bad lines are a result here: they are listed, and lead back to where they are typed. */
async function run(context: JobContext, action: JournalAction): Promise<Outcome> {
  try {
    if (action === 'post') return {kind: 'posted', result: await postItemJournal(context)};
    return {kind: 'preview', preview: await previewItemJournal(context)};
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.code === 'bad-journal') return {kind: 'refused', problems: thrown.details};
    throw thrown;
  }
}
