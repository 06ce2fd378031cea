/** Adjust Cost - Item Entries: what is asked, how far it is, and what it made. */
import type {ReactNode} from 'react';
import {Loading} from '../../components/loading.js';
import {START, type Scroll} from '../../components/scroll.js';
import {Working} from '../../components/working.js';
import {message} from '../../domain/message.js';
import {Refusal} from '../../errors.js';
import {adjustCosts, type AdjustmentResult} from '../../jobs/adjust.js';
import type {JobContext} from '../../jobs/job.js';
import type {Database} from '../../store/database.js';
import {exactSum, sumSql} from '../../store/sums.js';
import {inventorySetup} from '../../store/tables/index.js';
import type {Text} from '../../text.js';
import {RequestPage} from '../form/request-page.js';
import type {PageProps} from '../index.js';
import {entriesCondition} from '../list/definition.js';
import {type LinkLine, LinksView} from '../report/links-view.js';
import {useDatabase, useKept, useLoaded, useOpen, useSession} from '../session.js';
import type {Opening} from '../stack.js';
import {useJob} from '../use-job.js';
import {adjustmentFields, adjustmentRequest, type AdjustmentRequest} from './fields.js';

export function AdjustRequestPage({width, height}: PageProps<'adjust-request'>): ReactNode {
  const open = useOpen();
  const {program} = useSession();
  const loaded = useLoaded('automatic posting', async database => {
    const [setup] = await database.read(inventorySetup);
    return {automaticCostPosting: setup?.automaticCostPosting ?? false};
  });
  if (!loaded) return <Loading words={program.text.t('screens.loading')} scopes={['form']} height={height} />;
  return (
    <RequestPage
      page="adjust"
      about="screens.adjust.about"
      fields={adjustmentFields(loaded.automaticCostPosting)}
      width={width}
      height={height}
      onRun={values => {
        if (program.readOnly) throw new Refusal('read-only', message('errors.read-only'));
        open({page: 'adjust-report', parameters: adjustmentRequest(values)});
      }}
    />
  );
}

interface Adjustment extends AdjustmentResult {
  /** Sum of the costs that the new entries carry, in local currency. */
  readonly amount: bigint;
  /** Its number in the cost adjustment log; undefined where no item was adjusted. */
  readonly runNo: number | undefined;
}

interface ReportState {
  readonly scroll: Scroll;
  readonly report?: Adjustment;
}

export function AdjustReportPage({parameters, width, height}: PageProps<'adjust-report'>): ReactNode {
  const {program} = useSession();
  const database = useDatabase();
  const open = useOpen();
  const {text} = program;
  const [state, update] = useKept<ReportState>({scroll: START});
  const {report} = state;
  const job = useJob(context => adjust(context, parameters), {
    writes: true,
    isWanted: report === undefined,
    onResult: result => update(before => ({...before, report: result})),
  });
  if (!report) return <Working job={job} scopes={['report']} text={text} width={width} height={height} />;
  return (
    <LinksView
      lines={reportLines(report, database, open, text)}
      scroll={state.scroll}
      onScroll={change => update(before => ({...before, scroll: change(before.scroll)}))}
      width={width}
      height={height}
    />
  );
}

async function adjust(context: JobContext, {item, post}: AdjustmentRequest): Promise<Adjustment> {
  const {database} = context;
  const before = await lastRun(database);
  const result = await adjustCosts(context, {...(item === '' ? {} : {itemFilter: item}), post});
  const runNo = await lastRun(database);
  return {...result, amount: await amountOf(database, result.valueEntries), runNo: runNo > before ? runNo : undefined};
}

const lastRun = async (database: Database): Promise<number> =>
  Number((await database.first('select max("run_no") as "last" from "cost_adjustment_log"'))?.['last'] ?? 0);

async function amountOf(database: Database, entryNos: readonly number[]): Promise<bigint> {
  if (entryNos.length === 0) return 0n;
  const {where, params} = entriesCondition(database, 'entry_no', entryNos);
  const row = await database.first(
    `select ${sumSql(database.dialect, '"cost_amount_actual" + "cost_amount_expected"', 'amount')} from "value_entry" where ${where}`,
    params,
  );
  return row ? exactSum(row, 'amount') : 0n;
}

function reportLines(
  {items, valueEntries, amount, runNo}: Adjustment,
  database: Database,
  open: (opening: Opening) => void,
  text: Text,
): LinkLine[] {
  if (items === 0 && valueEntries.length === 0) return [{text: text.t('costing.adjust.nothing'), tone: 'good'}];
  const made = {
    count: valueEntries.length,
    entries: text.count(valueEntries.length),
    first: valueEntries[0] ?? 0,
    last: valueEntries.at(-1) ?? 0,
  };
  const entries: LinkLine =
    valueEntries.length === 0
      ? {text: text.t('costing.adjust.noEntries')}
      : {
          text: text.t('costing.adjust.entries', made),
          open: () =>
            open({
              page: 'list',
              parameters: {
                list: 'value-entries',
                restriction: entriesCondition(database, 'entry_no', valueEntries),
                subtitle: text.t('screens.adjust.made'),
              },
            }),
        };
  return [
    {text: text.t('costing.adjust.items', {count: items, items: text.count(items)}), tone: 'good'},
    entries,
    {text: text.t('screens.adjust.amount', {amount})},
    ...(runNo === undefined
      ? []
      : [
          {
            text: text.t('screens.adjust.log', {run: runNo}),
            open: () =>
              open({page: 'list', parameters: {list: 'cost-adjustment-log', filters: {runNo: String(runNo)}}}),
          },
        ]),
  ];
}
