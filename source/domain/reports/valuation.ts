/**
 * Inventory Valuation (reports.md 1): what stock was worth at the start and the end of a period, what moved, and how
 * much of it is in the G/L. It goes by posting date. Two measures stand side by side: invoiced (actual cost), and
 * including expected (physical quantity, actual and expected cost).
 */
import {addDays, type LedgerDate} from '../dates.js';
import {message, type Message} from '../message.js';
import {type Cells, type Column, detail, grandTotal, group, type Report, type ReportRow, subtotal} from './report.js';
import {type ReportScope, scopeHeader, scopeParameters} from './scope.js';

export interface ValuationOptions extends ReportScope {
  readonly includeExpectedCost: boolean;
  /** One row an item and location instead of one an item. */
  readonly byLocation: boolean;
}

/** Quantity and value in one measure, scaled. */
export interface Measured {
  readonly quantity: bigint;
  readonly value: bigint;
}
/** What value entries add up to, in both measures (`all` is including expected). */
export interface BothMeasures {
  readonly invoiced: Measured;
  readonly all: Measured;
}

/** The value entries of an item (and location) up to the end of the period, summed by what they are to the report. */
export interface ItemValuation {
  readonly itemNo: string;
  /** Blank unless by location. */
  readonly locationCode: string;
  readonly description: string;
  readonly baseUnitOfMeasure: string;
  /** The item's present group. */
  readonly inventoryPostingGroup: string;
  /** The item's card is gone. */
  readonly itemMissing: boolean;
  readonly opening: BothMeasures;
  readonly increases: BothMeasures;
  /** Sign reversed: positive where stock went out. */
  readonly decreases: BothMeasures;
  readonly costPostedToGl: bigint;
  readonly expectedCostPostedToGl: bigint;
}

export const NOTHING: BothMeasures = {invoiced: {quantity: 0n, value: 0n}, all: {quantity: 0n, value: 0n}};

export const addMeasures = (left: BothMeasures, right: BothMeasures, sign = 1n): BothMeasures => ({
  invoiced: addMeasured(left.invoiced, right.invoiced, sign),
  all: addMeasured(left.all, right.all, sign),
});
const addMeasured = (left: Measured, right: Measured, sign: bigint): Measured => ({
  quantity: left.quantity + sign * right.quantity,
  value: left.value + sign * right.value,
});

const isZero = ({quantity, value}: Measured): boolean => quantity === 0n && value === 0n;
const isSame = (left: Measured, right: Measured): boolean =>
  left.quantity === right.quantity && left.value === right.value;

/** The report from its items, which come in the order of group, item and location. */
export function valuationReport(options: ValuationOptions, items: readonly ItemValuation[]): Report {
  const shown = items.filter(item => isShown(item, options));
  const columns = columnsOf(options);
  const rows: ReportRow[] = [];
  const whole = new Sums();
  let current: string | undefined;
  let sums = new Sums();
  const endGroup = () => {
    if (current === undefined) return;
    rows.push(...sums.rows(options, current === '' ? 'groupBlank' : 'group', {group: current}, 1));
  };
  for (const item of shown) {
    if (item.inventoryPostingGroup !== current) {
      endGroup();
      current = item.inventoryPostingGroup;
      sums = new Sums();
      rows.push(
        group(
          current === ''
            ? message('reports.valuation.groupHeadingBlank')
            : message('reports.valuation.groupHeading', {group: current}),
        ),
      );
    }
    rows.push(...itemRows(item, options));
    sums.add(item);
    whole.add(item);
  }
  endGroup();
  if (shown.length > 0) rows.push(...whole.rows(options, 'total', {}, 0));
  return {
    name: 'valuation',
    title: message('reports.valuation.title'),
    parameters: {
      ...scopeParameters(options),
      includeExpectedCost: options.includeExpectedCost,
      by: options.byLocation ? 'location' : '',
    },
    header: [
      ...scopeHeader(options),
      message('reports.header.byPostingDate'),
      ...(options.includeExpectedCost ? [message('reports.valuation.expectedIncluded')] : []),
    ],
    columns,
    rows,
    totals: whole.totals(options),
    notes: [
      ...(shown.length === 0 ? [message('reports.nothing')] : []),
      ...(shown.some(item => item.itemMissing) ? [message('reports.itemsMissing')] : []),
    ],
    findings: false,
  };
}

/** reports.md 1.3: left out if all opening, increase and decrease figures are zero. */
function isShown(item: ItemValuation, {includeExpectedCost}: ValuationOptions): boolean {
  return [item.opening, item.increases, item.decreases].some(
    ({invoiced, all}) => !isZero(invoiced) || (includeExpectedCost && !isZero(all)),
  );
}

function itemRows(item: ItemValuation, options: ValuationOptions): ReportRow[] {
  const labels: Cells = {
    'Inventory Posting Group': item.inventoryPostingGroup,
    'Item No.': item.itemNo,
    Description: item.description,
    'Base Unit of Measure': item.baseUnitOfMeasure,
    ...(options.byLocation ? {'Location Code': item.locationCode} : {}),
  };
  const missing = item.itemMissing ? message('reports.itemMissing') : undefined;
  const rows = [
    detail({...labels, 'Expected Cost Included': false, ...figures(item, 'invoiced', item.costPostedToGl)}, 1, missing),
  ];
  const differs = [item.opening, item.increases, item.decreases].some(({invoiced, all}) => !isSame(invoiced, all));
  if (options.includeExpectedCost && differs) {
    const posted = item.costPostedToGl + item.expectedCostPostedToGl;
    rows.push(
      detail(
        {...labels, 'Expected Cost Included': true, ...figures(item, 'all', posted)},
        1,
        message('reports.valuation.expectedCostIncluded'),
      ),
    );
  }
  return rows;
}

type Moved = Pick<ItemValuation, 'opening' | 'increases' | 'decreases'>;

function figures({opening, increases, decreases}: Moved, measure: keyof BothMeasures, posted: bigint): Cells {
  const [start, plus, minus] = [opening[measure], increases[measure], decreases[measure]];
  return {
    'Starting Quantity': start.quantity,
    'Starting Value': start.value,
    'Increases Quantity': plus.quantity,
    'Increases Value': plus.value,
    'Decreases Quantity': minus.quantity,
    'Decreases Value': minus.value,
    'Ending Quantity': start.quantity + plus.quantity - minus.quantity,
    'Ending Value': start.value + plus.value - minus.value,
    'Cost Posted to G/L': posted,
  };
}

/** Sums of a group or of the report: values and posted cost only, for units differ (reports.md 1.4). */
class Sums {
  private moved: Moved = {opening: NOTHING, increases: NOTHING, decreases: NOTHING};
  private posted = 0n;
  private expectedPosted = 0n;

  add(item: ItemValuation): void {
    this.moved = {
      opening: addMeasures(this.moved.opening, item.opening),
      increases: addMeasures(this.moved.increases, item.increases),
      decreases: addMeasures(this.moved.decreases, item.decreases),
    };
    this.posted += item.costPostedToGl;
    this.expectedPosted += item.expectedCostPostedToGl;
  }

  rows(
    {includeExpectedCost}: ValuationOptions,
    key: 'group' | 'groupBlank' | 'total',
    params: Message['params'],
    level: number,
  ): ReportRow[] {
    const sum = (name: string, cells: Cells) => {
      const label = message(`reports.valuation.${key}${name}`, params);
      return level === 0 ? grandTotal(label, cells) : subtotal(label, cells, level);
    };
    const rows = [sum('Total', this.values('invoiced', this.posted))];
    if (!includeExpectedCost) return rows;
    rows.push(sum('ExpectedIncluded', this.values('all', this.posted + this.expectedPosted)));
    if (this.expectedPosted !== 0n) rows.push(sum('Expected', {'Cost Posted to G/L': this.expectedPosted}));
    return rows;
  }

  totals({includeExpectedCost}: ValuationOptions): Report['totals'] {
    const measured = (measure: keyof BothMeasures, posted: bigint) => this.values(measure, posted) as Report['totals'];
    return {
      ...measured('invoiced', this.posted),
      ...(includeExpectedCost
        ? {
            'Expected Cost Included': measured('all', this.posted + this.expectedPosted),
            'Expected Cost Posted to G/L': this.expectedPosted,
          }
        : {}),
    };
  }

  private values(measure: keyof BothMeasures, posted: bigint): Cells {
    return Object.fromEntries(
      Object.entries(figures(this.moved, measure, posted)).filter(([key]) => !key.endsWith('Quantity')),
    );
  }
}

function columnsOf({from, to, byLocation}: ValuationOptions): Column[] {
  const text = (key: string): Column => ({key, kind: 'text', heading: captionOf(key)});
  const asOf = (date: LedgerDate) => message('reports.asOf', {date: {date}});
  const start = from === '' ? message('reports.atStart') : asOf(addDays(from, -1));
  const pair = (name: string, band: Message): Column[] => [
    {key: `${name} Quantity`, kind: 'quantity', heading: message('reports.columns.quantity'), band},
    {key: `${name} Value`, kind: 'amount', heading: message('reports.columns.value'), band},
  ];
  return [
    {...text('Inventory Posting Group'), dataOnly: true},
    text('Item No.'),
    text('Description'),
    text('Base Unit of Measure'),
    ...(byLocation ? [text('Location Code')] : []),
    {key: 'Expected Cost Included', kind: 'yesNo', heading: captionOf('Expected Cost Included'), dataOnly: true},
    ...pair('Starting', start),
    ...pair('Increases', message('reports.columns.increases')),
    ...pair('Decreases', message('reports.columns.decreases')),
    ...pair('Ending', asOf(to)),
    {
      key: 'Cost Posted to G/L',
      kind: 'amount',
      heading: message('reports.columns.value'),
      band: message('reports.columns.postedToGl'),
    },
  ];
}

const captionOf = (caption: string): Message => message('reports.caption', {caption: {caption}});
