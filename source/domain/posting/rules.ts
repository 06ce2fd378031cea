/**
 * The posting rules: which accounts a value entry goes to (posting-rules.md 5). This is the only place in the
 * program that says so. Posting executes the table, the test report checks it, the reconciliation matrix is its
 * projection, `explain` compares against it, and `tieout rules` prints it.
 *
 * A rule reads: +amount on `account`, -amount on `balancingAccount`. No rule looks at sign or quantity.
 */
import type {CostEntryType, CostVarianceType, InventoryOrderType, ItemLedgerEntryType} from '../options.js';
import type {AccountType} from './account-types.js';

/** `actual`: Cost Amount (Actual); `expected`: Cost Amount (Expected), on an interim pair. */
export type AmountKind = 'actual' | 'expected';

/** Only with the manufacturing switch on, or only for an order finished without output (posting-rules.md 7). */
type RuleCondition = 'include-non-inventory-cost' | 'finished-without-output';

export interface PostingRule {
  /** Row of the reference's table: P1, S2 … */
  readonly row: string;
  /** Blank for capacity. */
  readonly itemLedgerEntryType: ItemLedgerEntryType;
  /** Only capacity rows tell order types apart: Assembly, and everything else (printed as Production). */
  readonly orderType: InventoryOrderType;
  readonly entryType: CostEntryType;
  readonly varianceType: CostVarianceType;
  readonly amount: AmountKind;
  readonly account: AccountType;
  readonly balancingAccount: AccountType;
  /** The pair is made only when its amount is not zero. Others are always made: their accounts must resolve even at 0. */
  readonly ifNotZero: boolean;
  readonly condition?: RuleCondition;
}

/** What of a value entry the rules go by. A posting class (store) is one. */
export interface RuleKey {
  readonly itemLedgerEntryType: ItemLedgerEntryType;
  readonly orderType: InventoryOrderType;
  readonly entryType: CostEntryType;
  readonly varianceType: CostVarianceType;
}

/** Switches of the company and the order that some rules depend on. */
export interface RuleSwitches {
  readonly includeNonInventoryCost: boolean;
  /** The entry belongs to an order finished without output, and is no expected-cost entry. */
  readonly finishedWithoutOutput: boolean;
}

type Pair = readonly [account: AccountType, balancingAccount: AccountType];

interface RuleInput {
  entryType?: CostEntryType;
  varianceType?: CostVarianceType;
  orderType?: InventoryOrderType;
  amount?: AmountKind;
  ifNotZero?: boolean;
  condition?: RuleCondition;
}

const rulesOf =
  (itemLedgerEntryType: ItemLedgerEntryType) =>
  (row: string, [account, balancingAccount]: Pair, input: RuleInput = {}): PostingRule => ({
    row,
    itemLedgerEntryType,
    orderType: input.orderType ?? '',
    entryType: input.entryType ?? 'Direct Cost',
    varianceType: input.varianceType ?? '',
    amount: input.amount ?? 'actual',
    account,
    balancingAccount,
    ifNotZero: input.ifNotZero ?? false,
    ...(input.condition ? {condition: input.condition} : {}),
  });

const interim = {amount: 'expected', ifNotZero: true} as const;
const revaluation = {entryType: 'Revaluation'} as const;
const rounding = {entryType: 'Rounding'} as const;
const indirect = {entryType: 'Indirect Cost'} as const;
const ifNotZero = {ifNotZero: true} as const;
const variance = (varianceType: CostVarianceType) => ({entryType: 'Variance', varianceType}) as const;

const TO_ADJUSTMENT: Pair = ['Inventory', 'Inventory Adjmt.'];
const TO_OVERHEAD: Pair = ['Inventory', 'Overhead Applied'];

const purchase = rulesOf('Purchase');
const sale = rulesOf('Sale');
const consumption = rulesOf('Consumption');
const output = rulesOf('Output');
const capacity = rulesOf('');
const assemblyConsumption = rulesOf('Assembly Consumption');
const assemblyOutput = rulesOf('Assembly Output');

/** posting-rules.md 5.3: Positive Adjmt., Negative Adjmt. and Transfer have the same rules. */
const adjustments = (['Positive Adjmt.', 'Negative Adjmt.', 'Transfer'] as const).flatMap(type => {
  const rule = rulesOf(type);
  return [
    rule('A1', ['Inventory (Interim)', 'COGS (Interim)'], interim),
    rule('A2', TO_ADJUSTMENT, ifNotZero),
    rule('A3', TO_ADJUSTMENT, revaluation),
    rule('A4', TO_ADJUSTMENT, rounding),
  ];
});

export const postingRules: readonly PostingRule[] = [
  purchase('P1', ['Inventory (Interim)', 'Invt. Accrual (Interim)'], interim),
  purchase('P2', ['Inventory', 'Direct Cost Applied'], ifNotZero),
  purchase('P3', TO_OVERHEAD, indirect),
  purchase('P4', ['Inventory', 'Purchase Variance'], variance('Purchase')),
  purchase('P5', ['Inventory (Interim)', 'Invt. Accrual (Interim)'], {...interim, ...revaluation}),
  purchase('P6', TO_ADJUSTMENT, {...ifNotZero, ...revaluation}),
  purchase('P7', TO_ADJUSTMENT, rounding),

  sale('S1', ['Inventory (Interim)', 'COGS (Interim)'], interim),
  sale('S2', ['Inventory', 'COGS'], ifNotZero),
  sale('S3', ['Inventory (Interim)', 'COGS (Interim)'], {...interim, ...revaluation}),
  sale('S4', TO_ADJUSTMENT, {...ifNotZero, ...revaluation}),
  sale('S5', TO_ADJUSTMENT, rounding),

  ...adjustments,

  consumption('C1', ['Inventory', 'WIP Inventory']),
  consumption('C2', ['WIP Inventory', 'Inventory Adjmt.'], {condition: 'finished-without-output'}),
  consumption('C3', TO_ADJUSTMENT, revaluation),
  consumption('C4', TO_ADJUSTMENT, rounding),

  output('O1', ['Inventory (Interim)', 'WIP Inventory'], interim),
  output('O2', ['Inventory', 'WIP Inventory'], ifNotZero),
  output('O3', ['Inventory', 'Direct Cost Non-Inventory Applied'], {
    ...ifNotZero,
    entryType: 'Direct Cost - Non Inventory',
    condition: 'include-non-inventory-cost',
  }),
  output('O4', TO_OVERHEAD, indirect),
  output('O5', ['Inventory', 'Material Variance'], variance('Material')),
  output('O6', ['Inventory', 'Material - Non Inventory Variance'], {
    ...variance('Material - Non Inventory'),
    condition: 'include-non-inventory-cost',
  }),
  output('O7', ['Inventory', 'Capacity Variance'], variance('Capacity')),
  output('O8', ['Inventory', 'Subcontracted Variance'], variance('Subcontracted')),
  output('O9', ['Inventory', 'Cap. Overhead Variance'], variance('Capacity Overhead')),
  output('O10', ['Inventory', 'Mfg. Overhead Variance'], variance('Manufacturing Overhead')),
  output('O11', ['Inventory (Interim)', 'WIP Inventory'], {...interim, ...revaluation}),
  output('O12', TO_ADJUSTMENT, {...ifNotZero, ...revaluation}),
  output('O13', TO_ADJUSTMENT, rounding),

  capacity('K1', ['WIP Inventory', 'Direct Cost Applied'], {orderType: 'Production'}),
  capacity('K2', ['Inventory Adjmt.', 'WIP Inventory'], {
    orderType: 'Production',
    condition: 'finished-without-output',
  }),
  capacity('K3', ['WIP Inventory', 'Overhead Applied'], {...indirect, orderType: 'Production'}),
  // Section 7: entries posted before and after the order was finished are to be treated alike, so that nothing stays
  // in WIP. The repair of entries posted before takes indirect cost out of WIP; K2 therefore holds for it as well.
  capacity('K2', ['Inventory Adjmt.', 'WIP Inventory'], {
    ...indirect,
    orderType: 'Production',
    condition: 'finished-without-output',
  }),
  capacity('K4', ['Inventory Adjmt.', 'Direct Cost Applied'], {orderType: 'Assembly'}),
  capacity('K5', ['Inventory Adjmt.', 'Overhead Applied'], {...indirect, orderType: 'Assembly'}),

  assemblyConsumption('M1', TO_ADJUSTMENT),
  assemblyConsumption('M2', TO_ADJUSTMENT, revaluation),
  assemblyConsumption('M3', TO_ADJUSTMENT, rounding),

  assemblyOutput('N1', TO_ADJUSTMENT),
  assemblyOutput('N2', TO_OVERHEAD, indirect),
  assemblyOutput('N3', ['Inventory', 'Material Variance'], variance('Material')),
  assemblyOutput('N4', ['Inventory', 'Capacity Variance'], variance('Capacity')),
  assemblyOutput('N5', ['Inventory', 'Subcontracted Variance'], variance('Subcontracted')),
  assemblyOutput('N6', ['Inventory', 'Cap. Overhead Variance'], variance('Capacity Overhead')),
  assemblyOutput('N7', ['Inventory', 'Mfg. Overhead Variance'], variance('Manufacturing Overhead')),
  assemblyOutput('N8', TO_ADJUSTMENT, revaluation),
  assemblyOutput('N9', TO_ADJUSTMENT, rounding),
];

const index = new Map<string, PostingRule[]>();
for (const rule of postingRules) {
  const key = indexKey(rule);
  index.set(key, [...(index.get(key) ?? []), rule]);
}

/**
 * The rules of a kind of value entry, in the table's order; undefined where the combination is illegal
 * (posting-rules.md 6). A rule whose condition the switches do not meet is left out: then nothing is posted by it,
 * and that is no error.
 */
export function rulesFor(key: RuleKey, switches: RuleSwitches): readonly PostingRule[] | undefined {
  const rules = index.get(indexKey({...key, orderType: ruleOrderType(key)}));
  return rules?.filter(
    ({condition}) =>
      condition === undefined ||
      (condition === 'include-non-inventory-cost' ? switches.includeNonInventoryCost : switches.finishedWithoutOutput),
  );
}

/** Whether a kind of entry has a rule that asks for an order finished without output. */
export function asksForOrder(key: RuleKey): boolean {
  return (index.get(indexKey({...key, orderType: ruleOrderType(key)})) ?? []).some(
    ({condition}) => condition === 'finished-without-output',
  );
}

/** Capacity is Production unless its order type is Assembly; other entries' rules do not look at the order type. */
function ruleOrderType({itemLedgerEntryType, orderType}: RuleKey): InventoryOrderType {
  if (itemLedgerEntryType !== '') return '';
  return orderType === 'Assembly' ? 'Assembly' : 'Production';
}

/** Only a Variance is told apart by its variance type. */
function indexKey({itemLedgerEntryType, orderType, entryType, varianceType}: RuleKey): string {
  return [itemLedgerEntryType, orderType, entryType, entryType === 'Variance' ? varianceType : ''].join('\u0001');
}
