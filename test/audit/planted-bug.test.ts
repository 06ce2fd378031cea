/** An auditor that cannot fail proves nothing: here the engine is given a bug, and the audit must find it. */
import {describe, expect, it, vi} from 'vitest';

const ROUNDING = '../../source/domain/costing/adjust/rounding.js';
const INBOUND_COST = '../../source/domain/costing/adjust/inbound-cost.js';
const ORDER_COSTS = '../../source/domain/costing/adjust/order-costs.js';
const AVERAGE_PERIOD = '../../source/domain/costing/adjust/average-period.js';
const POSTING_BUFFER = '../../source/domain/posting/buffer.js';

/** Runs the audit on an engine of which some functions are replaced. */
async function auditWith(
  module: string,
  plant: (real: Record<string, unknown>) => Record<string, unknown>,
  patience = 3000,
) {
  vi.resetModules();
  vi.doMock(module, async original => {
    const real = await original<Record<string, unknown>>();
    return {...real, ...plant(real)};
  });
  try {
    const {auditHistories} = await import('./run.js');
    return await auditHistories(20_260_101, 300, patience);
  } finally {
    vi.doUnmock(module);
    vi.resetModules();
  }
}

type AnyFunction = (...parameters: unknown[]) => unknown;

describe('a bug planted in the engine', {timeout: 180_000}, () => {
  it('shows when used-up lots keep their residual cent', async () => {
    const audited = auditWith(ROUNDING, () => ({eliminateRounding: () => {}}));
    await expect(audited).rejects.toThrow(/seed 20260101[\s\S]*Inventory Adjmt\.: the auditor has/);
  });

  it('shows, in a short history, when an issue costs a cent more than its share', async () => {
    const audited = auditWith(
      INBOUND_COST,
      real => ({
        shareOfInbound: (...parameters: unknown[]) => {
          const cost = (real['shareOfInbound'] as AnyFunction)(...parameters) as bigint;
          return cost > 100_000n ? cost + 1000n : cost;
        },
      }),
      60_000,
    );
    const failure = await audited.then(
      () => '',
      thrown => String(thrown),
    );
    expect(failure).toMatch(/the shortest history that fails:/);
    // A receipt and an issue of it are enough; shrinking may keep one event more.
    expect(failure.split('\n').filter(line => /^ {2}\d+: kind/.test(line)).length).toBeLessThanOrEqual(3);
  });

  it('shows when the output of an order costs a cent too much', async () => {
    const audited = auditWith(ORDER_COSTS, real => ({
      outputCosts: (...parameters: unknown[]) =>
        ((real['outputCosts'] as AnyFunction)(...parameters) as {amount: bigint}[]).map((cost, index) =>
          index === 0 ? {...cost, amount: cost.amount + 1000n} : cost,
        ),
    }));
    await expect(audited).rejects.toThrow(/product: event \d+, entry 1, actual: the auditor has/);
  });

  it('shows when averages are not computed', async () => {
    const audited = auditWith(AVERAGE_PERIOD, () => ({averagePeriod: () => false}));
    await expect(audited).rejects.toThrow(/(^|makes )Average[\s\S]*the auditor has/m);
  });

  it('shows when the G/L gets another amount than the ledger', async () => {
    const audited = auditWith(POSTING_BUFFER, real => ({
      entryLines: (...parameters: unknown[]) =>
        ((real['entryLines'] as AnyFunction)(...parameters) as {amount: bigint}[]).map(line => ({
          ...line,
          amount: line.amount * 2n,
        })),
    }));
    await expect(audited).rejects.toThrow(/COGS|Inventory/);
  });
});
