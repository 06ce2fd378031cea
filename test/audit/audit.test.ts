/**
 * A second model of costing, written on its own, audits the first on random histories: quantities, what is left,
 * costs, unit costs, and every G/L account. `npm run nightly` audits 20,000; TIEOUT_AUDIT_SEED repeats a run.
 */
import {expect, it} from 'vitest';
import {auditHistories} from './run.js';

const count = Number(process.env['TIEOUT_AUDIT_HISTORIES'] ?? 300);
const seed = Number(process.env['TIEOUT_AUDIT_SEED'] ?? (count > 1000 ? Date.now() % 1_000_000_000 : 20_260_101));

it(
  `agrees with the books of ${count} random histories (seed ${seed})`,
  async () => {
    const audited = await auditHistories(seed, count);
    expect(audited.histories).toBe(count);
    expect(audited.events).toBeGreaterThan(count);
    expect(audited.unsettled).toBeLessThanOrEqual(count / 100);
  },
  60_000 + count * 100,
);
