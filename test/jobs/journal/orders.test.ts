import {expect, it} from 'vitest';
import {
  capacityLedgerEntry,
  inventoryAdjmtEntryOrder,
  manufacturingSetup,
  prodOrderLine,
  resource,
  valueEntry,
  workCenter,
} from '../../../source/store/tables/index.js';
import {scaled} from '../../../source/domain/money.js';
import {
  type Books,
  assemblyConsumption,
  assemblyOutput,
  capacity,
  charge,
  company,
  consumption,
  output,
  purchase,
  shown,
} from '../../support/costing.js';
import {onEachDatabase} from '../../support/databases.js';

const order = {'Order No.': 'P1', 'Order Line No.': 10000};

onEachDatabase(open => {
  const production = async (): Promise<Books> =>
    company(await open(), {
      items: {
        RAW: {costingMethod: 'FIFO'},
        MADE: {costingMethod: 'FIFO', unitCost: 8, indirectCostPercent: 10, overheadRate: 1},
      },
      locations: ['RED'],
      rows: [
        [
          prodOrderLine,
          [
            {
              status: 'Released',
              prodOrderNo: 'P1',
              lineNo: 10000,
              itemNo: 'MADE',
              locationCode: 'RED',
              quantity: scaled(10),
              remainingQuantity: scaled(10),
              inventoryPostingGroup: 'GOODS',
            },
          ],
        ],
        [
          workCenter,
          [
            {
              no: 'W',
              directUnitCost: scaled(3),
              indirectCostPercent: scaled(20),
              overheadRate: scaled('0.4'),
              genProdPostingGroup: 'TRADE',
            },
          ],
        ],
      ],
    });
  const capacityValues = async (books: Books) =>
    (await books.context.database.read(valueEntry, {where: '"item_ledger_entry_no" = 0'})).map(shown);

  it('posts consumption, capacity and output of a production order (costing.md 11)', async () => {
    const books = await production();
    await books.post([
      purchase('raw', '2026-01-01', 'RAW', 10, {'Unit Cost': 2}),
      consumption('use', '2026-01-03', 'RAW', 5, order),
      capacity('time', '2026-01-03', 'Work Center', 'W', 15, order),
      output('made', '2026-01-02', 'MADE', 4, {...order, 'Location Code': 'RED', 'Invoiced Quantity': 4}),
    ]);
    expect(await books.values('use')).toEqual(['Direct Cost -10.00']);
    expect((await books.valueRows('use'))[0]).toMatchObject({
      sourceType: 'Item',
      sourceNo: 'MADE',
      orderType: 'Production',
    });
    // Output is not valued before what it was made from.
    expect(await books.values('made')).toEqual(['Direct Cost 0.00 expected 32.00 valued 2026-01-03']);
    expect(await books.stock('made')).toBe('4, 4 left, open, not invoiced');
    expect(await capacityValues(books)).toEqual(['Direct Cost 45.00', 'Indirect Cost 15.00']);
    expect((await books.context.database.read(capacityLedgerEntry))[0]).toMatchObject({
      type: 'Work Center',
      no: 'W',
      quantity: scaled(15),
      itemNo: 'MADE',
      orderNo: 'P1',
      completelyInvoiced: true,
    });
    expect(await books.context.database.read(inventoryAdjmtEntryOrder)).toMatchObject([
      {
        orderType: 'Production',
        orderNo: 'P1',
        orderLineNo: 10000,
        itemNo: 'MADE',
        costIsAdjusted: false,
        isFinished: false,
        indirectCostPercent: scaled(10),
        overheadRate: scaled(1),
      },
    ]);
    expect((await books.context.database.read(prodOrderLine))[0]).toMatchObject({
      finishedQuantity: scaled(4),
      remainingQuantity: scaled(6),
    });
  });

  it('moves output that was posted before, when later consumption is posted', async () => {
    const books = await production();
    await books.post([
      purchase('raw', '2026-01-01', 'RAW', 10, {'Unit Cost': 2}),
      output('made', '2026-01-02', 'MADE', 4, order),
    ]);
    await books.post([consumption('use', '2026-01-05', 'RAW', 5, order)]);
    expect(await books.values('made')).toEqual(['Direct Cost 0.00 expected 32.00 valued 2026-01-05']);
  });

  it('copies the order line’s location to capacity where Manufacturing Setup says so (posting-rules.md 9.2)', async () => {
    const books = await production();
    await books.post([capacity('blank', '2026-01-03', 'Work Center', 'W', 1, order)]);
    await books.context.database.run(
      `update "${manufacturingSetup.sqlName}" set "copy_location_code_into_value_entries_linked_to_capacity_ledger" = 1`,
    );
    await books.post([capacity('copied', '2026-01-03', 'Work Center', 'W', 1, order)]);
    const rows = await books.context.database.read(valueEntry);
    expect(rows.map(row => row.locationCode)).toEqual(['', '', 'RED', 'RED']);
  });

  it('takes a charge to subcontracted capacity only (costing.md 4)', async () => {
    const books = await production();
    await books.post([
      capacity('own', '2026-01-03', 'Work Center', 'W', 1, order),
      capacity('bought', '2026-01-03', 'Work Center', 'W', 1, {...order, Subcontracting: true, 'Unit Cost': 10}),
    ]);
    const to = (label: string) => ({
      ...charge(label, '2026-01-10', 7),
      'Item Shpt. Entry No.': '',
      'Capacity Ledger Entry No.': `@${label}`,
    });
    expect(await books.refusal([to('own')])).toEqual([
      '1 Capacity Ledger Entry No.: Capacity ledger entry 1 is not subcontracted; a charge cannot go to it.',
    ]);
    await books.post([to('bought')]);
    const last = (await books.context.database.read(valueEntry)).at(-1);
    expect(last).toMatchObject({
      capacityLedgerEntryNo: 2,
      itemLedgerEntryNo: 0,
      itemLedgerEntryType: '',
      itemChargeNo: 'FREIGHT',
      orderNo: 'P1',
      invoicedQuantity: 0n,
      costAmountActual: scaled(7),
      valuationDate: '2026-01-03',
    });
  });

  it('refuses an order that is not there, the wrong item, and consumption of the order’s own output', async () => {
    const books = await production();
    await books.post([output('made', '2026-01-02', 'MADE', 4, order)]);
    expect(
      await books.refusal([
        consumption('none', '2026-01-02', 'RAW', 1, {'Order No.': 'P9'}),
        output('other', '2026-01-02', 'RAW', 1, order),
        consumption('own', '2026-01-02', 'MADE', 1, order),
        consumption('fixed', '2026-01-02', 'MADE', 1, {...order, 'Applies-to Entry': '@made'}),
        consumption('missing', '2026-01-02', 'RAW', 1),
        purchase('bought', '2026-01-02', 'RAW', 1, {...order, 'Order Type': 'Production'}),
        capacity('part', '2026-01-02', 'Work Center', 'W', 3, {...order, 'Invoiced Quantity': 1}),
      ]),
    ).toEqual([
      '1 Order No.: There is no released or finished production order line P9 / 0.',
      '2 Item No.: The order line produces MADE, not RAW.',
      '3 Quantity: Item MADE lacks 1 at location "".',
      '4 Applies-to Entry: Consumption cannot use entry 1, the output of its own order line.',
      '5 Order No.: A line of type Consumption belongs to an order: give its number.',
      '6 Order Type: This order type does not go with the entry type.',
      '7 Invoiced Quantity: A line of type Capacity is invoiced at once: leave the invoiced quantity blank.',
    ]);
  });

  it('asks for the order line where the order has several', async () => {
    const books = await production();
    const bare = consumption('bare', '2026-01-02', 'RAW', 1, {'Order No.': 'P1'});
    await books.post([purchase('lot', '2026-01-01', 'RAW', 5, {'Unit Cost': 2}), bare]);
    expect((await books.entry('bare')).orderLineNo).toBe(10000);
    await books.context.database.insert(prodOrderLine, [
      {status: 'Released', prodOrderNo: 'P1', lineNo: 20000, itemNo: 'MADE'},
    ]);
    expect(await books.refusal([{...bare, 'Line Ref': 'again'}])).toEqual([
      '1 Order Line No.: Order P1 has several lines (10000, 20000): say which.',
    ]);
  });

  it('refuses a circle over two orders: what is made from the made', async () => {
    const books = await company(await open(), {
      items: {X: {costingMethod: 'FIFO', unitCost: 1}, Y: {costingMethod: 'FIFO', unitCost: 1}},
      rows: [
        [
          prodOrderLine,
          [
            {status: 'Released', prodOrderNo: 'P1', lineNo: 10000, itemNo: 'Y', inventoryPostingGroup: 'GOODS'},
            {status: 'Released', prodOrderNo: 'P2', lineNo: 10000, itemNo: 'X', inventoryPostingGroup: 'GOODS'},
          ],
        ],
      ],
    });
    await books.post([
      purchase('x', '2026-01-01', 'X', 1, {'Unit Cost': 1}),
      consumption('x in y', '2026-01-02', 'X', 1, {'Order No.': 'P1'}),
      output('y', '2026-01-02', 'Y', 1, {'Order No.': 'P1'}),
      consumption('y in x', '2026-01-03', 'Y', 1, {'Order No.': 'P2'}),
      output('x again', '2026-01-03', 'X', 1, {'Order No.': 'P2'}),
    ]);
    expect(await books.refusal([consumption('circle', '2026-01-04', 'X', 1, {'Order No.': 'P1'})])).toEqual([
      '1 Quantity: Item X lacks 1 at location "".',
    ]);
    expect(
      await books.refusal([
        consumption('circle', '2026-01-04', 'X', 1, {'Order No.': 'P1', 'Applies-to Entry': '@x again'}),
      ]),
    ).toEqual(['1 Applies-to Entry: Entry 5 gets its cost from this very line: the cost would go round in a circle.']);
  });

  it('refuses consumption brought back at the cost of a reversed output of its own order line', async () => {
    const books = await company(await open(), {
      items: {X: {costingMethod: 'Average', unitCost: 25}},
      rows: [
        [
          prodOrderLine,
          [{status: 'Released', prodOrderNo: 'P1', lineNo: 10000, itemNo: 'X', inventoryPostingGroup: 'GOODS'}],
        ],
      ],
    });
    await books.post([
      output('first', '2026-01-01', 'X', 10, {'Order No.': 'P1'}),
      output('second', '2026-01-01', 'X', 10, {'Order No.': 'P1'}),
      output('undone', '2026-01-01', 'X', -10, {'Order No.': 'P1', 'Applies-to Entry': '@first'}),
    ]);
    expect(
      await books.refusal([
        consumption('back', '2026-01-01', 'X', -10, {'Order No.': 'P1', 'Applies-from Entry': '@undone'}),
      ]),
    ).toEqual([
      '1 Applies-from Entry: Entry 3 gets its cost from this very line: the cost would go round in a circle.',
    ]);
  });

  it('posts an assembly in one go: full cost split into direct and indirect (costing.md 11)', async () => {
    const books = await company(await open(), {
      items: {
        RAW: {costingMethod: 'FIFO'},
        KIT: {costingMethod: 'FIFO', unitCost: 12, indirectCostPercent: 10, overheadRate: 1},
        STD: {costingMethod: 'Standard', standardCost: 12, indirectCostPercent: 10},
      },
      rows: [[resource, [{no: 'R', directUnitCost: scaled('2.5'), genProdPostingGroup: 'TRADE'}]]],
    });
    const assembly = {'Order No.': 'A1'};
    await books.post([
      purchase('raw', '2026-01-01', 'RAW', 10, {'Unit Cost': 2}),
      assemblyConsumption('use', '2026-01-02', 'RAW', 5, assembly),
      capacity('help', '2026-01-02', 'Resource', 'R', '1.5', {...assembly, 'Order Type': 'Assembly'}),
      assemblyOutput('kit', '2026-01-02', 'KIT', 10, assembly),
      assemblyOutput('std', '2026-01-02', 'STD', 1, {'Order No.': 'A2'}),
    ]);
    expect(await books.values('kit')).toEqual(['Direct Cost 100.00', 'Indirect Cost 20.00']);
    expect(await books.values('std')).toEqual(['Direct Cost 12.00']);
    expect(await capacityValues(books)).toEqual(['Direct Cost 3.75']);
    const [help] = await books.context.database.read(valueEntry, {where: '"item_ledger_entry_no" = 0'});
    expect(help).toMatchObject({inventoryPostingGroup: '', locationCode: '', orderType: 'Assembly'});
    expect(await books.context.database.read(inventoryAdjmtEntryOrder)).toMatchObject([
      {orderType: 'Assembly', orderNo: 'A1', itemNo: 'KIT', isFinished: true, costIsAdjusted: false},
      {orderType: 'Assembly', orderNo: 'A2', itemNo: 'STD'},
    ]);
  });
});
