/** Random histories of one item: whatever the numbers drawn, what comes out may be posted line by line. */
import fc from 'fast-check';
import {type AuditEvent, type History, METHODS} from './history.js';
import {Lots, smaller} from './lots.js';

const PLACES = ['', 'RED'] as const;
const LAST_DAY = 120;

const step = fc.record({
  kind: fc.constantFrom(
    'receive',
    'issue',
    'receive',
    'issue',
    'issue',
    'issue',
    'invoice',
    'charge',
    'giveBack',
    'move',
    'fixed',
  ),
  wait: fc.nat({max: 9}),
  quantity: fc.integer({min: 1, max: 7}),
  cents: fc.integer({min: 1, max: 9999}),
  pick: fc.nat({max: 20}),
  // Mostly at once: only what is invoiced to the end has roundings.
  invoiced: fc.nat({max: 4}).map(number => number !== 4),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Histories that shrink to few steps, small numbers and one place. */
export const histories: fc.Arbitrary<History> = fc
  .record({
    method: fc.constantFrom(...METHODS),
    standard: fc.integer({min: 1, max: 999}),
    steps: fc.array(step, {minLength: 1, maxLength: 24, size: 'max'}),
  })
  .map(({method, standard, steps}) => ({method, standard: BigInt(standard), events: legal(method, steps)}));

/** Steps as events that can happen: what is not there is not taken, and nothing is invoiced or given back twice. */
function legal(method: History['method'], steps: readonly Step[]): AuditEvent[] {
  const lots = new Lots(method);
  const events: AuditEvent[] = [];
  const waiting: number[] = [];
  const returnable = new Map<number, bigint>();
  let day = 0;
  const choose = <Kind>(list: readonly Kind[], pick: number): Kind | undefined => list[pick % Math.max(1, list.length)];
  for (const {kind, wait, pick, invoiced, ...given} of steps) {
    day = Math.min(day + wait, LAST_DAY);
    const index = events.length;
    const cents = BigInt(given.cents);
    const wanted = BigInt(given.quantity);
    const place = PLACES[pick % 2] ?? '';
    if (kind === 'receive') {
      lots.put(index, day, place, wanted);
      events.push({kind, day, place, quantity: wanted, cents, invoiced});
      if (!invoiced) waiting.push(index);
    } else if (kind === 'invoice') {
      const [of] = waiting.splice(pick % Math.max(1, waiting.length), 1);
      if (of !== undefined) events.push({kind, day, of, cents});
    } else if (kind === 'charge') {
      const of = choose(
        [...events.keys()].filter(other => events[other]?.kind === 'receive'),
        pick,
      );
      if (of !== undefined) events.push({kind, day, of, cents});
    } else if (kind === 'giveBack') {
      // The average of a period with its own returns is not the auditor's to know.
      const of = method === 'Average' ? undefined : choose([...returnable.keys()], pick);
      const sold = of === undefined ? undefined : events[of];
      if (of === undefined || sold?.kind !== 'issue') continue;
      const there = returnable.get(of) ?? 0n;
      const quantity = smaller(wanted, there);
      if (quantity === there) returnable.delete(of);
      else returnable.set(of, there - quantity);
      lots.put(index, day, sold.place, quantity);
      events.push({kind, day, of, quantity});
    } else {
      // A fixed application names one lot; a lot that came with others in one transfer has no label of its own.
      const fixed = method === 'Specific' || (kind === 'fixed' && method !== 'Average');
      const open = lots
        .open(place)
        .filter(lot => !fixed || lots.list.filter(other => other.event === lot.event).length === 1);
      const lot = fixed ? choose(open, pick >> 1) : undefined;
      const there = fixed ? (lot?.left ?? 0n) : open.reduce((sum, {left}) => sum + left, 0n);
      const quantity = smaller(wanted, there);
      if (quantity === 0n) continue;
      const from = lot && {from: lot.event};
      const taken = lots.take(place, quantity, lot?.event);
      if (kind === 'move') {
        const to = place === '' ? 'RED' : '';
        events.push({kind, day, place, to, quantity, ...from});
        for (const part of method === 'Average' ? [{quantity}] : taken) lots.put(index, day, to, part.quantity);
      } else {
        events.push({kind: 'issue', day, place, quantity, invoiced, ...from});
        returnable.set(index, quantity);
        if (!invoiced) waiting.push(index);
      }
    }
  }
  return events;
}
