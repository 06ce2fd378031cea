/** Audits many random histories, and finds the shortest that fails. */
import fc from 'fast-check';
import {AuditedCompany} from './audited-company.js';
import {type History, PERIODS} from './history.js';
import {histories} from './histories.js';

/** Histories of one company: few enough to keep its ledgers small. */
const CHUNK = 1000;

export interface AuditRun {
  histories: number;
  events: number;
}

/**
 * Audits `count` random histories of a seed. Throws on the first chunk with a difference, naming the seed, the
 * shortest history that shows it, and what differs. `patience` is how many milliseconds it looks for a shorter one.
 */
export async function auditHistories(seed: number, count: number, patience = 60_000): Promise<AuditRun> {
  let events = 0;
  for (let done = 0; done < count; done += CHUNK) {
    const chunkSeed = seed + done / CHUNK;
    const period = PERIODS[(done / CHUNK) % PERIODS.length] ?? 'Day';
    const sample = fc.sample(histories, {seed: chunkSeed, numRuns: Math.min(CHUNK, count - done)});
    events += sample.reduce((sum, history) => sum + history.events.length, 0);
    const company = await AuditedCompany.open(period);
    try {
      const index = (await company.differences(sample)).findIndex(found => found.length > 0);
      if (index >= 0) throw new Error(await shortest(company, chunkSeed, index, patience));
    } finally {
      await company.close();
    }
  }
  return {histories: count, events};
}

/** Plays one history of a seed again, and ever shorter ones of it, until no shorter one fails. */
async function shortest(company: AuditedCompany, seed: number, index: number, patience: number): Promise<string> {
  const failed = await fc.check(
    fc.asyncProperty(histories, async history => {
      const [found = []] = await company.differences([history]);
      if (found.length > 0) throw new Error(found.join('\n'));
    }),
    {seed, path: String(index), numRuns: 1, interruptAfterTimeLimit: patience},
  );
  const [history] = failed.counterexample ?? [];
  return [
    `The audit failed: seed ${seed}, history ${index}; the shortest history that fails:`,
    ...(history ? shown(history) : ['(fails only together with the others)']),
    ...(failed.errorInstance instanceof Error ? [failed.errorInstance.message] : []),
  ].join('\n');
}

function shown({method, standard, events}: History): string[] {
  const told = events.map((event, index) => {
    const fields = Object.entries(event).map(([name, value]) => `${name} ${value === '' ? "''" : value}`);
    return `  ${index}: ${fields.join(', ')}`;
  });
  return [method === 'Standard' ? `${method}, ${standard} cents a piece` : method, ...told];
}
