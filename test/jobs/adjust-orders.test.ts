import {describe, expect, it} from 'vitest';
import {scaled} from '../../source/domain/money.js';
import {adjustCosts} from '../../source/jobs/adjust.js';
import {
  capacityLedgerEntry,
  inventoryAdjmtEntryOrder,
  type InventoryAdjmtEntryOrder,
  type ValueEntry,
} from '../../source/store/tables/index.js';
import {onEachDatabase} from '../support/databases.js';
import {LedgerRows} from '../support/ledger-rows.js';

onEachDatabase(open => {
  const start = async () => {
    const context = await open();
    const rows = new LedgerRows(context);
    const order = (orderNo: string, itemNo: string, more: Partial<InventoryAdjmtEntryOrder> = {}) =>
      context.database.insert(inventoryAdjmtEntryOrder, [
        {
          orderType: 'Production',
          orderNo,
          orderLineNo: 10000,
          itemNo,
          costIsAdjusted: false,
          isFinished: true,
          ...more,
        },
      ]);
    const of = (orderNo: string, orderType: 'Production' | 'Assembly' = 'Production') => ({
      orderType,
      orderNo,
      orderLineNo: orderType === 'Production' ? 10000 : 0,
    });
    const consume = (orderNo: string, item: string, quantity: string, cost: string, from: [number, string][]) =>
      rows.move({
        item,
        date: '2026-01-05',
        type: 'Consumption',
        quantity: `-${quantity}`,
        cost: `-${cost}`,
        from,
        entry: of(orderNo),
      });
    const put = (orderNo: string, item: string, quantity: string, expected: string, more: object = {}) =>
      rows.move({
        item,
        date: '2026-01-10',
        type: 'Output',
        quantity,
        cost: expected,
        uninvoiced: true,
        entry: of(orderNo),
        ...more,
      });
    let capacities = 0;
    const work = async (orderNo: string, direct: string, overhead: string, subcontracting = false) => {
      capacities += 1;
      await context.database.insert(capacityLedgerEntry, [
        {entryNo: capacities, postingDate: '2026-01-06', subcontracting, ...of(orderNo)},
      ]);
      const common: Partial<ValueEntry> = {
        capacityLedgerEntryNo: capacities,
        itemLedgerEntryType: '',
        postingDate: '2026-01-06',
        ...of(orderNo),
      };
      await rows.value({...common, costAmountActual: scaled(direct)});
      if (overhead !== '0')
        await rows.value({...common, entryType: 'Indirect Cost', costAmountActual: scaled(overhead)});
    };
    return {context, rows, order, consume, put, work, of};
  };
  const told = (values: readonly ValueEntry[]) =>
    values.map(value => [
      value.varianceType || value.entryType,
      String(Number(value.costAmountActual) / 100_000),
      String(Number(value.costAmountExpected) / 100_000),
    ]);

  describe('costing.md 16 and 20', () => {
    it('8 a Standard output ends at its standard cost: what was used, and variances by kind', async () => {
      const {context, rows, order, consume, put, work} = await start();
      await rows.item('RAW', 'FIFO');
      await rows.item('B', 'Standard', {
        unitCost: scaled('80'),
        standardCost: scaled('80'),
        singleLevelMaterialCost: scaled('50'),
        singleLevelCapacityCost: scaled('20'),
        singleLevelCapOvhdCost: scaled('4'),
        singleLevelMfgOvhdCost: scaled('6'),
      });
      await order('P1', 'B', {overheadRate: scaled('6')});
      const lot = await rows.move({item: 'RAW', date: '2026-01-01', quantity: '10', cost: '520'});
      await consume('P1', 'RAW', '10', '520', [[lot, '10']]);
      await work('P1', '190', '38');
      const output = await put('P1', 'B', '10', '800');

      await adjustCosts(context);

      expect(told(await rows.valuesOf(output))).toEqual([
        ['Direct Cost', '0', '800'],
        ['Direct Cost', '748', '-800'],
        ['Indirect Cost', '60', '0'],
        ['Material', '-20', '0'],
        ['Capacity', '10', '0'],
        ['Capacity Overhead', '2', '0'],
      ]);
      expect((await rows.valuesOf(output))[1]).toMatchObject({
        adjustment: false,
        invoicedQuantity: scaled('10'),
        postingDate: '2026-01-10',
      });
      expect(await context.database.find(inventoryAdjmtEntryOrder, 'Production', 'P1', 10000)).toMatchObject({
        costIsAdjusted: true,
        completelyInvoiced: true,
        unitCost: scaled('80'),
      });
      expect((await adjustCosts(context)).valueEntries).toEqual([]);
    });

    it('10.00 over three outputs: 3.33, 3.34, 3.33', async () => {
      const {context, rows, order, consume, put, work} = await start();
      await rows.item('RAW', 'FIFO');
      await rows.item('B', 'FIFO');
      await order('P1', 'B');
      const lot = await rows.move({item: 'RAW', date: '2026-01-01', quantity: '5', cost: '10'});
      await consume('P1', 'RAW', '3.315', '6.63', [[lot, '3.315']]);
      await work('P1', '3.37', '0');
      const outputs = [];
      for (let count = 0; count < 3; count += 1) outputs.push(await put('P1', 'B', '1', '3'));

      await adjustCosts(context);

      expect(await Promise.all(outputs.map(output => rows.cost(output)))).toEqual(['3.33', '3.34', '3.33']);
    });

    it('a Standard item without shares is all material: other usage is a variance of its own kind', async () => {
      const {context, rows, order, consume, put, work} = await start();
      await rows.item('RAW', 'FIFO');
      await rows.item('B', 'Standard', {unitCost: scaled('70'), standardCost: scaled('70')});
      await order('P1', 'B', {overheadRate: scaled('4')});
      const lot = await rows.move({item: 'RAW', date: '2026-01-01', quantity: '1', cost: '65'});
      await consume('P1', 'RAW', '1', '65', [[lot, '1']]);
      await work('P1', '30', '0');
      const output = await put('P1', 'B', '1', '70');

      await adjustCosts(context);

      expect(told(await rows.valuesOf(output)).slice(1)).toEqual([
        ['Direct Cost', '95', '-70'],
        ['Indirect Cost', '4', '0'],
        ['Material', '5', '0'],
        ['Capacity', '-30', '0'],
        ['Manufacturing Overhead', '-4', '0'],
      ]);
      expect(await rows.cost(output)).toBe('70');
    });

    it('counts a standard share of non-inventory cost as material unless that is a share of its own', async () => {
      const varianceWith = async (included: boolean) => {
        const {context, rows, order, consume, put} = await start();
        const switched = 'update "manufacturing_setup" set "include_non_inventory_items_to_produced_items" = ?';
        await context.database.run(switched, [included ? 1 : 0]);
        await rows.item('RAW', 'FIFO');
        await rows.item('B', 'Standard', {
          unitCost: scaled('20'),
          standardCost: scaled('20'),
          singleLevelMaterialCost: scaled('12'),
          singleLevelMaterialNonInventoryCost: scaled('8'),
        });
        await order('P1', 'B');
        const lot = await rows.move({item: 'RAW', date: '2026-01-01', quantity: '1', cost: '11'});
        await consume('P1', 'RAW', '1', '11', [[lot, '1']]);
        const output = await put('P1', 'B', '1', '20');
        await adjustCosts(context);
        expect(await rows.cost(output)).toBe('20');
        return told(await rows.valuesOf(output)).slice(2);
      };
      expect(await varianceWith(false)).toEqual([['Material', '9', '0']]);
      expect(await varianceWith(true)).toEqual([
        ['Material', '1', '0'],
        ['Material - Non Inventory', '8', '0'],
      ]);
    });

    it('shares stay frozen: a later charge measures its variance at the standard of then', async () => {
      const {context, rows, order, consume, put} = await start();
      await rows.item('RAW', 'FIFO');
      await rows.item('B', 'Standard', {unitCost: scaled('70'), standardCost: scaled('70')});
      await order('P1', 'B');
      const lot = await rows.move({item: 'RAW', date: '2026-01-01', quantity: '1', cost: '65'});
      await consume('P1', 'RAW', '1', '65', [[lot, '1']]);
      const output = await put('P1', 'B', '1', '70');
      await adjustCosts(context);
      await context.database.run('update "item" set "standard_cost" = 9000000 where "no" = ?', ['B']);
      await rows.charge(lot, '2026-02-01', '3');

      await adjustCosts(context);

      expect(told(await rows.valuesOf(output)).slice(-2)).toEqual([
        ['Direct Cost', '3', '0'],
        ['Material', '-3', '0'],
      ]);
      expect(await rows.cost(output)).toBe('70');
    });

    it('9 multi-level: a freight on screws rises through frame and bike to the sale', async () => {
      const {context, rows, order, consume, put} = await start();
      for (const no of ['SCREW', 'FRAME', 'BIKE']) await rows.item(no, 'FIFO');
      await order('P1', 'FRAME');
      await order('P2', 'BIKE');
      const screws = await rows.move({item: 'SCREW', date: '2026-01-01', quantity: '10', cost: '10'});
      await consume('P1', 'SCREW', '10', '10', [[screws, '10']]);
      const frame = await put('P1', 'FRAME', '1', '10');
      await consume('P2', 'FRAME', '1', '10', [[frame, '1']]);
      const bike = await put('P2', 'BIKE', '1', '10');
      const sale = await rows.move({
        item: 'BIKE',
        date: '2026-01-20',
        quantity: '-1',
        cost: '-10',
        from: [[bike, '1']],
      });
      await adjustCosts(context);
      expect(await rows.cost(sale)).toBe('-10');

      await rows.charge(screws, '2026-02-01', '5');
      const {items} = await adjustCosts(context);

      expect(items).toBe(3);
      expect([await rows.cost(frame), await rows.cost(bike), await rows.cost(sale)]).toEqual(['15', '15', '-15']);
      expect((await adjustCosts(context)).valueEntries).toEqual([]);
    });

    it('lines that share a routing share its capacity by output', async () => {
      const {context, rows, order, put, work} = await start();
      await rows.item('B', 'FIFO');
      await rows.item('C', 'FIFO');
      const routing = {routingNo: 'R', routingReferenceNo: 10000};
      await order('P1', 'B', routing);
      await order('P1', 'C', {...routing, orderLineNo: 20000});
      await work('P1', '40', '0');
      const first = await put('P1', 'B', '3', '0');
      const second = await rows.move({
        item: 'C',
        date: '2026-01-10',
        type: 'Output',
        quantity: '1',
        cost: '0',
        uninvoiced: true,
        entry: {orderType: 'Production', orderNo: 'P1', orderLineNo: 20000},
      });

      await adjustCosts(context);

      expect([await rows.cost(first), await rows.cost(second)]).toEqual(['30', '10']);
    });

    it('a reversed output carries nothing away: original and reversal cancel', async () => {
      const {context, rows, order, consume, put} = await start();
      await rows.item('RAW', 'FIFO');
      await rows.item('B', 'FIFO');
      await order('P1', 'B');
      const lot = await rows.move({item: 'RAW', date: '2026-01-01', quantity: '4', cost: '40'});
      await consume('P1', 'RAW', '4', '40', [[lot, '4']]);
      const wrong = await put('P1', 'B', '2', '10');
      const back = await put('P1', 'B', '-2', '-10', {from: [[wrong, '2']], fixed: true});
      const right = await put('P1', 'B', '4', '20');

      await adjustCosts(context);

      expect([await rows.cost(wrong), await rows.cost(back), await rows.cost(right)]).toEqual(['20', '-20', '40']);
      expect((await adjustCosts(context)).valueEntries).toEqual([]);
    });

    it('assembly: output takes consumption and resource at once, as adjustment', async () => {
      const {context, rows, order} = await start();
      await rows.item('RAW', 'FIFO');
      await rows.item('K', 'FIFO');
      const assembly = {orderType: 'Assembly', orderNo: 'A1', orderLineNo: 0} as const;
      await order('A1', 'K', {orderType: 'Assembly', orderLineNo: 0, isFinished: true});
      const lot = await rows.move({item: 'RAW', date: '2026-01-01', quantity: '10', cost: '14.30'});
      await rows.move({
        item: 'RAW',
        date: '2026-01-02',
        type: 'Assembly Consumption',
        quantity: '-7',
        cost: '-10',
        from: [[lot, '7']],
        entry: assembly,
      });
      await rows.value({
        capacityLedgerEntryNo: 1,
        itemLedgerEntryType: '',
        postingDate: '2026-01-02',
        costAmountActual: scaled('3.75'),
        ...assembly,
      });
      const output = await rows.move({
        item: 'K',
        date: '2026-01-02',
        type: 'Assembly Output',
        quantity: '3',
        cost: '0',
        entry: assembly,
      });

      await adjustCosts(context);

      expect(await rows.cost(output)).toBe('13.76');
      expect((await rows.valuesOf(output)).at(-1)).toMatchObject({adjustment: true, invoicedQuantity: 0n});
    });

    it('goes by the additional reporting currency too: usage as it was posted, standard at the rate of the output', async () => {
      const {context, rows, order, put, of} = await start();
      await context.database.run('update "general_ledger_setup" set "additional_reporting_currency" = ?', ['EUR']);
      await rows.item('RAW', 'FIFO');
      await rows.item('B', 'Standard', {unitCost: scaled('12'), standardCost: scaled('12')});
      await order('P1', 'B', {indirectCostPercent: scaled('10'), overheadRate: scaled('1')});
      const acy = (actual: string, expected = '0'): {value: Partial<ValueEntry>} => ({
        value: {costAmountActualAcy: scaled(actual), costAmountExpectedAcy: scaled(expected)},
      });
      const lot = await rows.move({item: 'RAW', date: '2026-01-01', quantity: '10', cost: '100', ...acy('20')});
      const used = {item: 'RAW', date: '2026-01-05', type: 'Consumption', quantity: '-8', cost: '-80'} as const;
      await rows.move({...used, from: [[lot, '8']], entry: of('P1'), ...acy('-8')});
      const output = await put('P1', 'B', '8', '96', acy('0', '48'));
      const sold = await rows.move({item: 'B', date: '2026-01-11', quantity: '-4', cost: '-48', from: [[output, '4']]});

      await adjustCosts(context);

      const inAcy = (values: readonly ValueEntry[]) =>
        values.map(value => [
          value.varianceType || value.entryType,
          String(Number(value.costAmountActualAcy) / 100_000),
          String(Number(value.costAmountExpectedAcy) / 100_000),
        ]);
      // Used: 16. Overhead: 10 % of it, and a rate of 1 x 48 / 96 a piece. Standard: 12 x 48 / 96 a piece.
      expect(inAcy(await rows.valuesOf(output))).toEqual([
        ['Direct Cost', '0', '48'],
        ['Direct Cost', '16', '-48'],
        ['Indirect Cost', '5.6', '0'],
        ['Material', '32', '0'],
        ['Manufacturing Overhead', '-5.6', '0'],
      ]);
      expect(inAcy(await rows.valuesOf(sold))).toEqual([
        ['Direct Cost', '0', '0'],
        ['Direct Cost', '-24', '0'],
      ]);
      expect(await context.database.find(inventoryAdjmtEntryOrder, 'Production', 'P1', 10000)).toMatchObject({
        singleLvlMaterialCostAcy: scaled('6'),
        directCostAcy: scaled('6'),
      });
      expect((await adjustCosts(context)).valueEntries).toEqual([]);
    });
  });
});
