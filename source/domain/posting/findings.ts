/**
 * What stops a value entry on its way to the general ledger (contract 4): a code, the words, and the place in the
 * setup to look at.
 */
import type {Message} from '../message.js';
import type {PostingSetup} from './account-types.js';

/** All codes, in the order in which an entry's findings are listed. */
export const findingCodes = [
  'missing-setup',
  'missing-account',
  'blocked-setup',
  'account-not-found',
  'blocked-account',
  'account-type',
  'date-not-allowed',
  'dimension',
  'expected-not-allowed',
  'no-rule',
] as const;

export type FindingCode = (typeof findingCodes)[number];

/** The entry waits only because expected posting is off: listed, but no finding (contract 4). */
export const EXPECTED_POSTING_OFF = 'expected-posting-off';

export interface Finding {
  readonly code: FindingCode | typeof EXPECTED_POSTING_OFF;
  readonly message: Message;
  readonly setup?: PostingSetup;
  /** Key of the setup row, by caption. */
  readonly key?: Readonly<Record<string, string>>;
  /** Caption of the account field. */
  readonly field?: string;
}

/** Findings in the contract's order, each problem once. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  const distinct = findings.filter(finding => {
    const {code, setup, key, field, message} = finding;
    const identity = JSON.stringify([code, setup, key, field, message.key, message.params]);
    return !seen.has(identity) && seen.add(identity);
  });
  return distinct.sort((left, right) => position(left) - position(right));
}

const position = ({code}: Finding): number => (findingCodes as readonly string[]).indexOf(code);
