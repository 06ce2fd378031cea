import {describe, expect, it} from 'vitest';
import {adjustCosts} from '../../source/jobs/adjust.js';
import {item, itemLedgerEntry} from '../../source/store/tables/index.js';
import {onEachDatabase} from '../support/databases.js';
import {LedgerRows} from '../support/ledger-rows.js';

onEachDatabase(open => {
  const start = async () => {
    const context = await open();
    const rows = new LedgerRows(context);
    return {context, rows};
  };

  describe('costing.md 20: cost forwarded over applications', () => {
    it('1 FIFO: a sale takes the cost of its lots, and a later freight on one of them', async () => {
      const {context, rows} = await start();
      await rows.item('A', 'FIFO');
      const lot1 = await rows.move({date: '2026-01-01', quantity: '10', cost: '100'});
      const lot2 = await rows.move({date: '2026-01-02', quantity: '10', cost: '120'});
      const sale = await rows.move({
        date: '2026-01-03',
        quantity: '-15',
        cost: '-150',
        from: [
          [lot1, '10'],
          [lot2, '5'],
        ],
      });

      expect(await adjustCosts(context)).toEqual({items: 1, valueEntries: [4]});
      expect(await rows.cost(sale)).toBe('-160');

      await rows.charge(lot1, '2026-01-10', '20');
      expect(await adjustCosts(context)).toEqual({items: 1, valueEntries: [6]});
      expect(await rows.cost(sale)).toBe('-180');
      expect((await rows.valuesOf(sale)).at(-1)).toMatchObject({
        adjustment: true,
        appliesToEntry: 3,
        entryType: 'Direct Cost',
        itemLedgerEntryType: 'Sale',
        postingDate: '2026-01-03',
        costAmountActual: -2_000_000n,
        invoicedQuantity: 0n,
        itemLedgerEntryQuantity: 0n,
        valuedQuantity: -1_500_000n,
        sourceCode: 'INVTADJMT',
      });
      expect(await adjustCosts(context)).toEqual({items: 0, valueEntries: []});
    });

    it('2 negative inventory: the inbound entry that covers a sale brings its cost', async () => {
      const {context, rows} = await start();
      await rows.item('A', 'FIFO');
      const sale = await rows.move({date: '2026-01-01', quantity: '-5', cost: '-50'});
      await adjustCosts(context);
      expect(await rows.cost(sale)).toBe('-50');
      const lot = await rows.move({date: '2026-01-05', quantity: '5', cost: '60'});
      await rows.cover(sale, lot, '5', '2026-01-05');

      await adjustCosts(context);

      expect(await rows.cost(sale)).toBe('-60');
      expect((await rows.valuesOf(sale)).at(-1)).toMatchObject({
        postingDate: '2026-01-01',
        valuationDate: '2026-01-05',
        costAmountActual: -1_000_000n,
      });
    });

    it('2 partly covered: what nothing is applied to keeps its estimate', async () => {
      const {context, rows} = await start();
      await rows.item('A', 'FIFO');
      const sale = await rows.move({date: '2026-01-01', quantity: '-5', cost: '-50'});
      const lot = await rows.move({date: '2026-01-05', quantity: '2', cost: '24'});
      await rows.cover(sale, lot, '2', '2026-01-05');

      await adjustCosts(context);

      expect(await rows.cost(sale)).toBe('-54');
    });

    it('3 rounding: the cent that three sales of a lot leave is taken out on the lot', async () => {
      const {context, rows} = await start();
      await rows.item('A', 'FIFO');
      const lot = await rows.move({date: '2026-01-01', quantity: '3', cost: '10'});
      const sales = [];
      for (const day of ['02', '03', '04']) {
        sales.push(await rows.move({date: `2026-01-${day}`, quantity: '-1', cost: '-3.33', from: [[lot, '1']]}));
      }

      expect(await adjustCosts(context)).toEqual({items: 1, valueEntries: [5]});

      expect(await Promise.all(sales.map(sale => rows.cost(sale)))).toEqual(['-3.33', '-3.33', '-3.33']);
      expect((await rows.valuesOf(lot)).at(-1)).toMatchObject({
        entryType: 'Rounding',
        costAmountActual: -1000n,
        postingDate: '2026-01-01',
        valuedQuantity: 300_000n,
      });
    });

    it('3 rounding once more: a later charge brings a second rounding entry that settles with the first', async () => {
      const {context, rows} = await start();
      await rows.item('A', 'FIFO');
      const lot = await rows.move({date: '2026-01-01', quantity: '3', cost: '10'});
      for (const day of ['02', '03', '04']) {
        await rows.move({date: `2026-01-${day}`, quantity: '-1', cost: '-3.33', from: [[lot, '1']]});
      }
      await adjustCosts(context);
      await rows.charge(lot, '2026-01-20', '1');
      await adjustCosts(context);

      expect(await rows.cost(lot)).toBe('11.01');
      expect(
        (await rows.valuesOf(lot)).filter(value => value.entryType === 'Rounding').map(value => value.costAmountActual),
      ).toEqual([-1000n, 2000n]);
    });

    it('7 exact reversal: what the sale gets, the return gets back', async () => {
      const {context, rows} = await start();
      await rows.item('A', 'FIFO');
      const lot = await rows.move({date: '2026-01-01', quantity: '10', cost: '100'});
      const sale = await rows.move({date: '2026-01-02', quantity: '-10', cost: '-100', from: [[lot, '10']]});
      const back = await rows.move({date: '2026-01-03', type: 'Sale', quantity: '10', cost: '100', reverses: sale});
      await rows.charge(lot, '2026-01-10', '10');

      await adjustCosts(context);

      expect(await rows.cost(sale)).toBe('-110');
      expect(await rows.cost(back)).toBe('110');
      expect(await context.database.find(item, 'A')).toMatchObject({unitCost: 1_100_000n, costIsAdjusted: true});
    });
  });

  describe('costing.md 9 and 10', () => {
    it('9.1 a transfer carries its share of the lot, and of a later freight', async () => {
      const {context, rows} = await start();
      await rows.item('A', 'FIFO');
      const lot = await rows.move({date: '2026-01-01', quantity: '10', cost: '100', location: 'BLUE'});
      const out = await rows.move({
        date: '2026-01-02',
        type: 'Transfer',
        quantity: '-4',
        cost: '-40',
        location: 'BLUE',
        from: [[lot, '4']],
      });
      const receipt = await rows.move({
        date: '2026-01-02',
        type: 'Transfer',
        quantity: '4',
        cost: '40',
        location: 'RED',
        reverses: out,
        transferredFrom: lot,
      });
      await rows.charge(lot, '2026-01-10', '5');

      await adjustCosts(context);

      expect(await rows.cost(out)).toBe('-42');
      expect(await rows.cost(receipt)).toBe('42');
    });

    it('10 a partial revaluation reaches only what leaves after it', async () => {
      const {context, rows} = await start();
      await rows.item('A', 'FIFO');
      const lot = await rows.move({date: '2026-01-01', quantity: '10', cost: '100'});
      const before = await rows.move({date: '2026-01-02', quantity: '-4', cost: '-40', from: [[lot, '4']]});
      await rows.charge(lot, '2026-01-03', '-12', {
        entryType: 'Revaluation',
        itemChargeNo: '',
        partialRevaluation: true,
        valuedQuantity: 600_000n,
        valuationDate: '2026-01-03',
      });
      const after = await rows.move({date: '2026-01-04', quantity: '-2', cost: '-20', from: [[lot, '2']]});

      await adjustCosts(context);

      expect(await rows.cost(before)).toBe('-40');
      expect(await rows.cost(after)).toBe('-16');
    });
  });

  describe('documents', () => {
    it('an expected cost is adjusted on the shipment, an invoiced one on the invoice', async () => {
      const {context, rows} = await start();
      await rows.item('A', 'FIFO');
      const lot = await rows.move({date: '2026-01-01', quantity: '10', cost: '100'});
      const shipment = await rows.move({
        date: '2026-01-02',
        quantity: '-10',
        cost: '-100',
        uninvoiced: true,
        from: [[lot, '10']],
      });
      await rows.charge(lot, '2026-01-03', '20');
      await adjustCosts(context);
      expect(await rows.cost(shipment, 'expected')).toBe('-120');

      await rows.value({
        itemLedgerEntryNo: shipment,
        itemNo: 'A',
        itemLedgerEntryType: 'Sale',
        postingDate: '2026-01-05',
        valuationDate: '2026-01-02',
        valuedQuantity: -400_000n,
        invoicedQuantity: -400_000n,
        costAmountActual: -4_000_000n,
        costAmountExpected: 4_000_000n,
        documentNo: 'INV1',
      });
      await context.database.run('update "item_ledger_entry" set "invoiced_quantity" = -400000 where "entry_no" = ?', [
        shipment,
      ]);
      await rows.flag(lot);
      await adjustCosts(context);

      expect(await rows.cost(shipment, 'actual')).toBe('-48');
      expect(await rows.cost(shipment, 'expected')).toBe('-72');
      expect((await rows.valuesOf(shipment)).at(-1)).toMatchObject({
        costAmountActual: -800_000n,
        costAmountExpected: 800_000n,
        expectedCost: false,
        documentNo: 'INV1',
      });
      await rows.flag(lot);
      await context.database.run('update "item" set "cost_is_adjusted" = 0');
      expect((await adjustCosts(context)).valueEntries).toEqual([]);
    });

    it('consumption becomes completely invoiced with its lot, and the lot stays flagged until then', async () => {
      const {context, rows} = await start();
      await rows.item('A', 'FIFO');
      const lot = await rows.move({date: '2026-01-01', quantity: '5', cost: '50', uninvoiced: true});
      const used = await rows.move({
        date: '2026-01-02',
        type: 'Consumption',
        quantity: '-5',
        cost: '-50',
        from: [[lot, '5']],
        entry: {completelyInvoiced: false},
      });
      await adjustCosts(context);
      const flags = async (no: number) => context.database.find(itemLedgerEntry, no);
      expect(await flags(lot)).toMatchObject({appliedEntryToAdjust: true});
      expect(await flags(used)).toMatchObject({completelyInvoiced: false});

      await rows.value({
        itemLedgerEntryNo: lot,
        itemNo: 'A',
        postingDate: '2026-02-01',
        valuationDate: '2026-01-01',
        valuedQuantity: 500_000n,
        invoicedQuantity: 500_000n,
        costAmountActual: 5_500_000n,
        costAmountExpected: -5_000_000n,
        documentNo: 'INV1',
      });
      await context.database.run(
        'update "item_ledger_entry" set "invoiced_quantity" = 500000, "completely_invoiced" = 1, "last_invoice_date" = ? where "entry_no" = ?',
        ['2026-02-01', lot],
      );
      await adjustCosts(context);
      expect(await rows.cost(used)).toBe('-55');
      expect(await flags(used)).toMatchObject({completelyInvoiced: true, lastInvoiceDate: '2026-02-01'});
      expect(await flags(lot)).toMatchObject({appliedEntryToAdjust: false});
    });
  });
});
