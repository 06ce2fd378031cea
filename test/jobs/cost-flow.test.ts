import {expect, it} from 'vitest';
import {costFlow} from '../../source/jobs/cost-flow.js';
import {onEachDatabase} from '../support/databases.js';
import {LedgerRows} from '../support/ledger-rows.js';

onEachDatabase(open => {
  it('shows a sale between the lots it took from and the return that reverses it', async () => {
    const context = await open();
    const rows = new LedgerRows(context);
    await rows.item('A', 'FIFO');
    const lot1 = await rows.move({date: '2026-01-01', quantity: '10', cost: '100'});
    const lot2 = await rows.move({date: '2026-01-02', quantity: '10', cost: '120'});
    const sale = await rows.move({
      date: '2026-01-03',
      quantity: '-15',
      cost: '-160',
      from: [
        [lot1, '10'],
        [lot2, '5'],
      ],
    });
    const back = await rows.move({date: '2026-01-04', type: 'Sale', quantity: '3', cost: '32', reverses: sale});

    expect(await costFlow(context, sale)).toMatchObject({
      cost: -16_000_000n,
      from: [
        {kind: 'application', entryNo: lot1, quantity: 1_000_000n, amount: 10_000_000n},
        {kind: 'application', entryNo: lot2, quantity: 500_000n, amount: 6_000_000n},
      ],
      to: [{kind: 'reversal', entryNo: back, quantity: 300_000n, amount: 3_200_000n}],
    });
    expect((await costFlow(context, lot1))?.to).toMatchObject([{entryNo: sale, amount: 10_000_000n, documentNo: 'D3'}]);
    expect(await costFlow(context, 99)).toBeUndefined();
  });
});
