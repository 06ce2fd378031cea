/**
 * The posting plan of a kind of value entry: its rules made into lines with accounts, and whatever stops them
 * (posting-rules.md 5 and 9). Decided once per posting class, then applied to every entry of it (blueprint, idea 2).
 * Posting, the test report, the reconciliation and `explain` all go by it.
 */
import {message} from '../message.js';
import {accountFields, type AccountType, accountTypeNumber} from './account-types.js';
import {hasActual, hasExpected, type PostingAmounts} from './amounts.js';
import {type Finding, inOrder} from './findings.js';
import {type AmountKind, type RuleKey, rulesFor} from './rules.js';
import {type CompanySetup, type PostingSetupRow, setupKey} from './setup.js';

/** What of a value entry decides its accounts. A posting class (store) is one. */
export interface PlanKey extends RuleKey {
  readonly expectedCost: boolean;
  readonly locationCode: string;
  readonly inventoryPostingGroup: string;
  readonly genBusPostingGroup: string;
  readonly genProdPostingGroup: string;
  /** The item being produced where it is another than the entry's own, else blank. */
  readonly sourceItemNo: string;
}

export interface PlannedLine {
  readonly amount: AmountKind;
  /** The line gets `sign` times the amount. Positive is debit. */
  readonly sign: 1n | -1n;
  /** Its pair is made only when the amount is not zero. */
  readonly ifNotZero: boolean;
  /** Of the pair that an order finished without output adds (7). */
  readonly withoutOutput: boolean;
  readonly accountType: AccountType;
  readonly balancingAccountType: AccountType;
  /** Blank where the setup gives none. An account that cannot be posted to is named nevertheless. */
  readonly accountNo: string;
  readonly locationCode: string;
  /** On a WIP line that of the item being produced (9.2). */
  readonly inventoryPostingGroup: string;
  readonly genBusPostingGroup: string;
  readonly genProdPostingGroup: string;
  readonly findings: readonly Finding[];
}

export interface PostingPlan {
  /** Both lines of each pair, in the order in which the posting buffer is emptied (16). */
  readonly lines: readonly PlannedLine[];
  /** No rule for this combination (6); what else is wrong with it. Empty where there are rules. */
  readonly noRule: readonly Finding[];
  /** Entries of this kind may not carry expected cost (gate 2 of section 4). */
  readonly mayBeExpected: boolean;
  readonly key: PlanKey;
}

/** The plan of a kind of entry; `finishedWithoutOutput`: its order line was finished without output (7). */
export function planFor(key: PlanKey, setup: CompanySetup, finishedWithoutOutput = false): PostingPlan {
  const switches = {
    includeNonInventoryCost: setup.includeNonInventoryCost,
    finishedWithoutOutput: finishedWithoutOutput && !key.expectedCost,
  };
  const rules = rulesFor(key, switches);
  const lines = (rules ?? []).flatMap(rule => {
    const line = (accountType: AccountType, balancingAccountType: AccountType, sign: 1n | -1n): PlannedLine => ({
      amount: rule.amount,
      sign,
      ifNotZero: rule.ifNotZero,
      withoutOutput: rule.condition === 'finished-without-output',
      accountType,
      balancingAccountType,
      locationCode: key.locationCode,
      inventoryPostingGroup: inventoryGroupOf(accountType, key, setup),
      genBusPostingGroup: key.genBusPostingGroup,
      genProdPostingGroup: key.genProdPostingGroup,
      ...resolve(accountType, key, setup),
    });
    return [line(rule.account, rule.balancingAccount, 1n), line(rule.balancingAccount, rule.account, -1n)];
  });
  return {
    lines: lines.sort(
      (left, right) =>
        accountTypeNumber(left.accountType) - accountTypeNumber(right.accountType) ||
        accountTypeNumber(left.balancingAccountType) - accountTypeNumber(right.balancingAccountType),
    ),
    noRule: rules ? [] : withoutRule(key, setup),
    mayBeExpected: key.entryType === 'Direct Cost' || key.entryType === 'Revaluation',
    key,
  };
}

/** The lines that these amounts make: a pair at zero too, unless its rule asks for an amount. */
export function linesMade(plan: PostingPlan, amounts: PostingAmounts): readonly PlannedLine[] {
  return plan.lines.filter(
    line => !line.ifNotZero || (line.amount === 'actual' ? hasActual(amounts) : hasExpected(amounts)),
  );
}

/** A line's amount in local and additional reporting currency. */
export function lineAmounts(line: PlannedLine, amounts: PostingAmounts): {amount: bigint; amountAcy: bigint} {
  return line.amount === 'actual'
    ? {amount: line.sign * amounts.actual, amountAcy: line.sign * amounts.actualAcy}
    : {amount: line.sign * amounts.expected, amountAcy: line.sign * amounts.expectedAcy};
}

/**
 * What stops an entry of this plan, in the contract's order: its lines' accounts, gate 2 of section 4, no rule.
 * Date and dimensions are the caller's. `carriesExpected`: the entry's own expected amount, posted or not, is not 0.
 */
export function findingsOf(plan: PostingPlan, amounts: PostingAmounts, carriesExpected: boolean): readonly Finding[] {
  const findings = [...linesMade(plan, amounts).flatMap(line => line.findings), ...plan.noRule];
  if (!plan.mayBeExpected && (plan.key.expectedCost || carriesExpected)) {
    findings.push({
      code: 'expected-not-allowed',
      message: message('posting.finding.expected-not-allowed', {entryType: {caption: plan.key.entryType}}),
    });
  }
  return findings.length === 0 ? findings : inOrder(findings);
}

/** The WIP exception of posting-rules.md 9.2; an item that is gone leaves the entry's own group. */
function inventoryGroupOf(accountType: AccountType, key: PlanKey, setup: CompanySetup): string {
  if (accountType !== 'WIP Inventory' || key.sourceItemNo === '') return key.inventoryPostingGroup;
  return setup.itemPostingGroups.get(key.sourceItemNo) ?? key.inventoryPostingGroup;
}

interface SetupPlace {
  readonly setup: NonNullable<Finding['setup']>;
  readonly key: Readonly<Record<string, string>>;
  readonly row: PostingSetupRow | undefined;
}

const inventoryPlace = (location: string, group: string, {inventoryPostingSetup}: CompanySetup): SetupPlace => ({
  setup: 'Inventory Posting Setup',
  key: {'Location Code': location, 'Invt. Posting Group Code': group},
  row: inventoryPostingSetup.get(setupKey(location, group)),
});

const generalPlace = (key: PlanKey, {generalPostingSetup}: CompanySetup): SetupPlace => ({
  setup: 'General Posting Setup',
  key: {'Gen. Bus. Posting Group': key.genBusPostingGroup, 'Gen. Prod. Posting Group': key.genProdPostingGroup},
  row: generalPostingSetup.get(setupKey(key.genBusPostingGroup, key.genProdPostingGroup)),
});

/** Checks d, e, f and h of posting-rules.md 18 for one line; d and e end the line's checks. */
function resolve(
  accountType: AccountType,
  key: PlanKey,
  setup: CompanySetup,
): {accountNo: string; findings: readonly Finding[]} {
  const field = accountFields[accountType];
  const place =
    field.setup === 'Inventory Posting Setup'
      ? inventoryPlace(key.locationCode, inventoryGroupOf(accountType, key, setup), setup)
      : generalPlace(key, setup);
  const rowProblem = checkRow(place);
  const accountNo = place.row?.accounts[field.property] ?? '';
  if (rowProblem) return {accountNo, findings: [rowProblem]};
  const finding = (code: Finding['code']): Finding => ({
    code,
    message: message(`posting.finding.${code}`, {
      setup: {caption: place.setup},
      key: keyText(place.key),
      field: {caption: field.caption},
      account: accountNo,
    }),
    setup: place.setup,
    key: place.key,
    field: field.caption,
  });
  if (accountNo === '') return {accountNo, findings: [finding('missing-account')]};
  const account = setup.accounts.get(accountNo);
  if (!account) return {accountNo, findings: [finding('account-not-found')]};
  const findings: Finding[] = [];
  if (account.blocked) findings.push(finding('blocked-account'));
  if (account.accountType !== 'Posting') findings.push(finding('account-type'));
  return {accountNo, findings};
}

function checkRow({setup, key, row}: SetupPlace): Finding | undefined {
  if (row && !row.blocked) return undefined;
  const code = row ? 'blocked-setup' : 'missing-setup';
  return {
    code,
    message: message(`posting.finding.${code}`, {setup: {caption: setup}, key: keyText(key)}),
    setup,
    key,
  };
}

/** An illegal combination: of the other checks only the setup rows' are made (posting-rules.md 18 c). */
function withoutRule(key: PlanKey, setup: CompanySetup): readonly Finding[] {
  const places = [generalPlace(key, setup)];
  if (key.inventoryPostingGroup !== '' || key.itemLedgerEntryType !== '') {
    places.unshift(inventoryPlace(key.locationCode, key.inventoryPostingGroup, setup));
  }
  return [
    ...places.map(checkRow).filter(finding => finding !== undefined),
    {
      code: 'no-rule',
      message: message('posting.finding.no-rule', {
        itemLedgerEntryType: {caption: key.itemLedgerEntryType || 'Capacity'},
        entryType: {caption: key.entryType},
        varianceType: {caption: key.varianceType || '-'},
      }),
    },
  ];
}

/** A setup row's key as people write it: its codes, a blank one as ''. */
function keyText(key: Readonly<Record<string, string>>): string {
  return Object.values(key)
    .map(code => code || "''")
    .join(', ');
}
