/**
 * Inventory Valuation over many value entries, beside the one SQL statement that sums the same rows by item, each in a
 * process of its own; then the other reports, for what they take.
 *   node --import tsx bench/reports.ts [entries, 1000000]
 */
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {createCompany} from '../source/jobs/create-company.js';
import type {JobContext} from '../source/jobs/job.js';
import {interimAging} from '../source/jobs/reports/aging.js';
import {costShares} from '../source/jobs/reports/cost-shares.js';
import {costSpecification} from '../source/jobs/reports/cost-spec.js';
import {costingErrors} from '../source/jobs/reports/costing-errors.js';
import {inventoryTrend} from '../source/jobs/reports/trend.js';
import {inventoryValuation} from '../source/jobs/reports/valuation.js';
import {workInProcess} from '../source/jobs/reports/wip.js';
import {connect} from '../source/store/connect.js';
import type {Database} from '../source/store/database.js';
import {LedgerWriter} from '../source/store/ledgers.js';
import {
  item,
  itemApplicationEntry,
  itemLedgerEntry,
  type ItemApplicationEntry,
  type ItemLedgerEntry,
  type ValueEntry,
} from '../source/store/tables/index.js';
import {Text} from '../source/text.js';
import {tellFigure} from './support/figure.js';

const ITEMS = 5000;
const BATCH = 20_000;
const SCOPE = {from: '2025-01-01', to: '2025-12-31', item: '', location: ''};
const VALUATION = {...SCOPE, includeExpectedCost: true, byLocation: false};

const contextOf = (database: Database): JobContext => ({
  database,
  text: new Text('en'),
  workDate: '2025-12-31',
  userId: 'BENCH',
  progress: () => {},
  signal: new AbortController().signal,
});

/** What is measured: each by name, on an open company. */
const works: Record<string, (context: JobContext) => Promise<unknown>> = {
  statement: ({database}) =>
    database.all(
      `select "item_no", sum("invoiced_quantity"), sum("item_ledger_entry_quantity"), sum("cost_amount_actual"),
        sum("cost_amount_expected"), sum("cost_posted_to_gl"), sum("expected_cost_posted_to_gl")
      from "value_entry" where "posting_date" <= ? and "item_no" <> '' group by "item_no"`,
      [SCOPE.to],
    ),
  valuation: context => inventoryValuation(context, VALUATION),
  wip: context => workInProcess(context, {...SCOPE, status: '', order: '', skipZero: false}),
  'cost-spec': context => costSpecification(context, SCOPE),
  'cost-shares': context => costShares(context, {...SCOPE, print: 'inventory', details: false, order: ''}),
  aging: context => interimAging(context, SCOPE),
  trend: context => inventoryTrend(context, {...SCOPE, period: 'month'}),
  'costing-errors': context => costingErrors(context, {item: '', check: undefined}),
};

const dayOf = (no: number): string => new Date(Date.UTC(2024, 0, 1 + ((no * 7) % 730))).toISOString().slice(0, 10);

/** A purchase and the sale of half of it in turn, of 5,000 items; every tenth is not invoiced yet. */
function movement(no: number): {
  entry: Partial<ItemLedgerEntry>;
  application: Partial<ItemApplicationEntry>;
  value: Partial<ValueEntry>;
} {
  const isSale = no % 2 === 0;
  const pair = Math.ceil(no / 2);
  const quantity = isSale ? -500_000n : 1_000_000n;
  const cost = BigInt(1 + (pair % 997)) * (isSale ? -50_000n : 100_000n);
  const isInvoiced = pair % 10 !== 0;
  const common = {
    itemNo: `ITEM${pair % ITEMS}`,
    postingDate: dayOf(pair),
    locationCode: ['', 'BLUE', 'RED'][pair % 3] ?? '',
  };
  const documentNo = `DOC${Math.floor(no / 3)}`;
  return {
    entry: {
      ...common,
      entryNo: no,
      documentNo,
      entryType: isSale ? 'Sale' : 'Purchase',
      quantity,
      remainingQuantity: isSale ? 0n : 500_000n,
      invoicedQuantity: isInvoiced ? quantity : 0n,
      completelyInvoiced: isInvoiced,
      positive: !isSale,
      open: !isSale,
    },
    application: {
      entryNo: no,
      itemLedgerEntryNo: no,
      inboundItemEntryNo: isSale ? no - 1 : no,
      outboundItemEntryNo: isSale ? no : 0,
      quantity,
      postingDate: common.postingDate,
      costApplication: true,
    },
    value: {
      ...common,
      entryNo: no,
      itemLedgerEntryNo: no,
      itemLedgerEntryType: isSale ? 'Sale' : 'Purchase',
      documentNo,
      valuationDate: common.postingDate,
      inventoriable: true,
      expectedCost: !isInvoiced,
      itemLedgerEntryQuantity: quantity,
      valuedQuantity: quantity,
      invoicedQuantity: isInvoiced ? quantity : 0n,
      costAmountActual: isInvoiced ? cost : 0n,
      costAmountExpected: isInvoiced ? 0n : cost,
      costPostedToGl: isInvoiced && pair % 4 !== 0 ? cost : 0n,
    },
  };
}

async function fill(path: string, count: number): Promise<void> {
  const database = await connect(path, {create: true});
  await createCompany(contextOf(database), {demo: false, force: false, where: path});
  await database.insert(
    item,
    Array.from({length: ITEMS}, (_, index) => ({
      no: `ITEM${index}`,
      description: `Item ${index}`,
      inventoryPostingGroup: ['RESALE', 'FINISHED', 'RAW MAT'][index % 3] ?? '',
    })),
  );
  await database.transaction(async transaction => {
    const writer = new LedgerWriter(transaction);
    for (let from = 1; from <= count; from += BATCH) {
      const told = Array.from({length: Math.min(BATCH, count - from + 1)}, (_, index) => movement(from + index));
      await transaction.insert(
        itemLedgerEntry,
        told.map(({entry}) => entry),
      );
      await transaction.insert(
        itemApplicationEntry,
        told.map(({application}) => application),
      );
      await writer.insertValueEntries(told.map(({value}) => value));
    }
    await writer.finish();
  });
  await database.run('analyze');
  await database.close();
}

interface Measured {
  seconds: number;
  megabytes: number;
  /** Of the statement beside it. */
  reference: number;
}

/**
 * Best of three, with the peak memory of the process. Another work beside it runs in turn with it, so that what else
 * the machine does meanwhile meets both.
 */
async function measure(path: string, name: string, beside: string | undefined): Promise<void> {
  const database = await connect(path, {readOnly: true});
  const timesOf = new Map([name, ...(beside ? [beside] : [])].map(one => [one, [] as number[]]));
  for (let run = 0; run < 3; run += 1) {
    for (const [one, times] of timesOf) {
      const start = performance.now();
      await works[one]?.(contextOf(database));
      times.push(performance.now() - start);
    }
  }
  await database.close();
  const best = (one: string | undefined) => Math.min(...(timesOf.get(one ?? '') ?? [])) / 1000;
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(JSON.stringify({seconds: best(name), megabytes, reference: best(beside)}));
}

function measured(path: string, name: string, ...beside: string[]): Measured {
  const script = fileURLToPath(import.meta.url);
  const child = spawnSync(process.execPath, ['--import', 'tsx', script, 'measure', path, name, ...beside], {
    encoding: 'utf8',
  });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout) as Measured;
}

if (process.argv[2] === 'measure') {
  await measure(process.argv[3] ?? '', process.argv[4] ?? '', process.argv[5]);
} else {
  const count = Number(process.argv[2] ?? 1_000_000);
  const folder = mkdtempSync(join(tmpdir(), 'tieout-bench-'));
  try {
    const path = join(folder, 'reports.db');
    await fill(path, count);
    console.log(`${count} value entries of ${ITEMS} items`);
    for (const name of Object.keys(works).filter(one => one !== 'statement')) {
      const isValuation = name === 'valuation';
      const {seconds, megabytes} = measured(path, name);
      const pair = isValuation ? measured(path, name, 'statement') : undefined;
      tellFigure({
        name: `report ${name}, ${count.toLocaleString('en')} value entries`,
        seconds: pair?.seconds ?? seconds,
        megabytes,
        ...(pair
          ? {reference: {name: 'one statement', seconds: pair.reference}, limit: 1.5, megabytesAllowed: 300}
          : {}),
      });
      const ratio = pair
        ? `   one statement ${pair.reference.toFixed(2)} s, ratio ${(pair.seconds / pair.reference).toFixed(2)}`
        : '';
      const shown = (pair?.seconds ?? seconds).toFixed(2);
      console.log(`${`report ${name}`.padEnd(22)} ${shown} s   peak memory ${megabytes} MB${ratio}`);
    }
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}
