/** Audits many random histories, and finds the shortest that fails. */
import fc from 'fast-check';
import {AuditedCompany} from './audited-company.js';
import {type History, type Order, type Setting, settingOf} from './history.js';
import {histories} from './histories.js';
import {orderHistories} from './order-histories.js';

/** Companies of one run: each keeps its costs in another way. */
const COMPANIES = 6;
/** Histories of one company: few enough to keep its ledgers small. */
const CHUNK = 500;

export interface AuditRun {
  histories: number;
  events: number;
  /** Histories whose costs were not compared: their averages do not come to rest. */
  unsettled: number;
}

/** Two of three are of an item that is bought, moved and sold; one is of what goes into orders and comes out of them. */
const historiesOf = (setting: Setting): fc.Arbitrary<History> =>
  fc.oneof({weight: 2, arbitrary: histories(setting)}, {weight: 1, arbitrary: orderHistories});

/**
 * Audits `count` random histories of a seed. Throws on the first chunk with a difference, naming the seed, the
 * shortest history that shows it, and what differs. `patience` is how many milliseconds it looks for a shorter one.
 */
export async function auditHistories(seed: number, count: number, patience = 60_000): Promise<AuditRun> {
  let events = 0;
  let unsettled = 0;
  const chunk = Math.min(CHUNK, Math.ceil(count / COMPANIES));
  for (let done = 0, number = 0; done < count; done += chunk, number += 1) {
    const setting = settingOf(number);
    const chunkSeed = seed + number;
    const sample = fc.sample(historiesOf(setting), {seed: chunkSeed, numRuns: Math.min(chunk, count - done)});
    events += sample.reduce((sum, history) => sum + history.events.length, 0);
    const company = await AuditedCompany.open(setting);
    try {
      const index = (await company.differences(sample)).findIndex(found => found.length > 0);
      unsettled += company.unsettled;
      if (index >= 0) {
        const told = await shortest(company, setting, chunkSeed, index, patience);
        throw new Error([`The audit failed: seed ${seed}, company ${number}, history ${index}.`, ...told].join('\n'));
      }
    } finally {
      await company.close();
    }
  }
  return {histories: count, events, unsettled};
}

/** Plays one history of a seed again, and ever shorter ones of it, until no shorter one fails. */
async function shortest(
  company: AuditedCompany,
  setting: Setting,
  seed: number,
  index: number,
  patience: number,
): Promise<string[]> {
  const failed = await fc.check(
    fc.asyncProperty(historiesOf(setting), async history => {
      const [found = []] = await company.differences([history]);
      if (found.length > 0) throw new Error(found.join('\n'));
    }),
    {seed, path: String(index), numRuns: 1, interruptAfterTimeLimit: patience},
  );
  const [history] = failed.counterexample ?? [];
  return [
    `Average ${setting.perPlace ? 'by location and variant' : 'by item'} and ${setting.period}, adjusted ${setting.rhythm === 0 ? 'once' : `after every ${setting.rhythm} events`}; the shortest history that fails:`,
    ...(history ? shown(history) : ['(fails only together with the others)']),
    ...(failed.errorInstance instanceof Error ? [failed.errorInstance.message] : []),
  ];
}

function shown({method, standard, product, events}: History): string[] {
  const price = (of: string, cents: bigint) => (of === 'Standard' ? `${of}, ${cents} cents a piece` : of);
  const told = events.map((event, index) => {
    const fields = Object.entries(event).map(([name, value]) => `${name} ${value === '' ? "''" : word(value)}`);
    return `  ${index}: ${product?.events.has(index) ? 'of the product, ' : ''}${fields.join(', ')}`;
  });
  return [price(method, standard), ...(product ? [`makes ${price(product.method, product.standard)}`] : []), ...told];
}

const word = (value: string | number | bigint | boolean | Order): string =>
  typeof value === 'object' ? `${value.assembly ? 'A' : 'P'}${value.number}` : String(value);
