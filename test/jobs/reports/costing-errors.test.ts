import {describe, expect, it} from 'vitest';
import {costingChecks, costingCheckNames, type CostingCheck} from '../../../source/domain/reports/costing-errors.js';
import type {JobContext} from '../../../source/jobs/job.js';
import {costingErrors} from '../../../source/jobs/reports/costing-errors.js';
import {brokenLedgers} from '../../support/broken-ledgers.js';
import {onEachDatabase} from '../../support/databases.js';
import {jsonOf} from '../../support/report-rows.js';

const found = async (context: JobContext, check?: CostingCheck) =>
  (await costingErrors(context, {item: '', check})).rows.flatMap(row => {
    const message = row.cells['Message'];
    return row.kind === 'row' && message !== null && typeof message === 'object' ? [message.key.split('.').at(-1)] : [];
  });

onEachDatabase(open => {
  it('finds nothing in ledgers that agree with themselves', async () => {
    const context = await open();
    await brokenLedgers.sound(context.database);
    expect(await found(context)).toEqual([]);
    const report = await costingErrors(context, {item: '', check: undefined});
    expect([report.findings, report.notes.map(note => note.key)]).toEqual([false, ['reports.costingErrors.none']]);
  });

  describe('finds', () => {
    for (const check of costingCheckNames) {
      for (const code of costingChecks[check]) {
        it(`${check}: ${code}`, async () => {
          const context = await open();
          await brokenLedgers.broken(context.database, code);
          expect(await found(context, check)).toContain(code);
          const {rows} = jsonOf(await costingErrors(context, {item: '', check}));
          expect(rows.every(row => row['Check'] === check)).toBe(true);
          expect((await costingErrors(context, {item: 'NOBODY', check})).findings).toBe(false);
        });
      }
    }
  });
});
