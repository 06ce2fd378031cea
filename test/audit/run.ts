/** Audits many random histories, and finds the shortest that fails. */
import fc from 'fast-check';
import {AuditedCompany} from './audited-company.js';
import {type History, PERIODS, type Setting} from './history.js';
import {histories} from './histories.js';

/** Companies of one run: each keeps its costs in another way. */
const COMPANIES = 6;
/** Histories of one company: few enough to keep its ledgers small. */
const CHUNK = 500;

export interface AuditRun {
  histories: number;
  events: number;
}

/** The setting of the company with this number. */
function settingOf(company: number): Setting {
  return {
    period: PERIODS[company % PERIODS.length] ?? 'Day',
    perPlace: (company + (company >> 2)) % 2 === 1,
    rhythm: [0, 3, 1][company % 3] ?? 0,
  };
}

/**
 * Audits `count` random histories of a seed. Throws on the first chunk with a difference, naming the seed, the
 * shortest history that shows it, and what differs. `patience` is how many milliseconds it looks for a shorter one.
 */
export async function auditHistories(seed: number, count: number, patience = 60_000): Promise<AuditRun> {
  let events = 0;
  const chunk = Math.min(CHUNK, Math.ceil(count / COMPANIES));
  for (let done = 0, number = 0; done < count; done += chunk, number += 1) {
    const setting = settingOf(number);
    const chunkSeed = seed + number;
    const sample = fc.sample(histories(setting), {seed: chunkSeed, numRuns: Math.min(chunk, count - done)});
    events += sample.reduce((sum, history) => sum + history.events.length, 0);
    const company = await AuditedCompany.open(setting);
    try {
      const index = (await company.differences(sample)).findIndex(found => found.length > 0);
      if (index >= 0) {
        const told = await shortest(company, setting, chunkSeed, index, patience);
        throw new Error([`The audit failed: seed ${seed}, company ${number}, history ${index}.`, ...told].join('\n'));
      }
    } finally {
      await company.close();
    }
  }
  return {histories: count, events};
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
    fc.asyncProperty(histories(setting), async history => {
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

function shown({method, standard, events}: History): string[] {
  const told = events.map((event, index) => {
    const fields = Object.entries(event).map(([name, value]) => `${name} ${value === '' ? "''" : value}`);
    return `  ${index}: ${fields.join(', ')}`;
  });
  return [method === 'Standard' ? `${method}, ${standard} cents a piece` : method, ...told];
}
