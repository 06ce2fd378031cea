import {expect, it} from 'vitest';
import {scaled} from '../../source/domain/money.js';
import {Refusal} from '../../source/errors.js';
import type {JobContext} from '../../source/jobs/job.js';
import * as tables from '../../source/store/tables/index.js';
import {onEachDatabase} from '../support/databases.js';
import {folderOf, importOf, problemsOf} from '../support/import-files.js';
import {importFiles} from '../../source/jobs/import.js';

const VALUE_HEADERS =
  'Entry No.,Item Ledger Entry No.,Item No.,Posting Date,Valuation Date,Item Ledger Entry Type,Entry Type,Inventoriable,Location Code,Inventory Posting Group,Gen. Bus. Posting Group,Gen. Prod. Posting Group,Expected Cost,Cost Amount (Actual),Cost Amount (Expected),Cost Posted to G/L,Expected Cost Posted to G/L,Source Type,Source No.,Order Type';

/** Value entries of January: a receipt, its invoice, a sale, and consumption for an order of another item. */
const JANUARY = [
  VALUE_HEADERS,
  '1,1,A,2026-01-05,2026-01-05,Purchase,Direct Cost,true,BLUE,RESALE,DOMESTIC,RETAIL,true,0,100.00,0,100.00,Vendor,V,',
  '2,1,A,2026-01-07,2026-01-05,Purchase,Direct Cost,true,BLUE,RESALE,DOMESTIC,RETAIL,false,110.00,-100.00,0,0,Vendor,V,',
  '3,2,A,2026-01-09,2026-01-09,Sale,Direct Cost,true,BLUE,RESALE,DOMESTIC,RETAIL,false,-55.00,0,0,0,Customer,C,',
  '4,3,A,2026-01-09,2026-01-09,Consumption,Direct Cost,true,BLUE,RESALE,,RETAIL,false,-11.00,0,0,0,Item,B,Production',
];

/** The totals that are kept, and the same sums taken from the entries. */
async function totals({database}: JobContext) {
  const kept = await database.all(
    'select "month", "posting_class_no", "entries", "cost_amount_actual", "cost_amount_expected", "cost_posted_to_gl", "expected_cost_posted_to_gl" from "value_entry_total" order by "month", "posting_class_no"',
  );
  const counted = await database.all(
    'select substr("posting_date", 1, 7) as "month", "posting_class_no", count(*) as "entries", sum("cost_amount_actual") as "cost_amount_actual", sum("cost_amount_expected") as "cost_amount_expected", sum("cost_posted_to_gl") as "cost_posted_to_gl", sum("expected_cost_posted_to_gl") as "expected_cost_posted_to_gl" from "value_entry" group by 1, 2 order by 1, 2',
  );
  const plain = (rows: typeof kept) => rows.map(row => Object.values(row).map(String).join(' '));
  return {kept: plain(kept), counted: plain(counted)};
}

onEachDatabase((open, databaseName) => {
  it('inserts ledgers, with posting classes and monthly totals', async () => {
    const context = await open();
    const result = await importOf(context, {
      'Value Entry.csv': JANUARY.join('\n'),
      '17.csv':
        'Entry No.,G/L Account No.,Posting Date,Amount\n1,2110,2026-01-31,80.00\n2,7290,C2025-12-31,-80.00\n3,2110,2026-01-02,1.5\n',
      'Item.csv': 'No.,Costing Method\na,FIFO\n',
      'Location.csv': 'Code\nBLUE\n',
      'G_L Account.csv': 'No.\n2110\n7290\n',
    });
    expect(result.tables.find(({table}) => table === 'Value Entry')).toEqual({
      table: 'Value Entry',
      inserted: 4,
      updated: 0,
      unchanged: 0,
    });
    expect(result.warnings).toEqual([]);
    const {kept, counted} = await totals(context);
    expect(kept).toEqual(counted);
    expect(kept).toHaveLength(4);
    expect(
      await context.database.all(
        'select "month", "gl_account_no", "entries", "amount" from "gl_entry_total" order by 1, 2',
      ),
    ).toEqual([
      {month: '2025-12', gl_account_no: '7290', entries: 1n, amount: '-8000000'},
      {month: '2026-01', gl_account_no: '2110', entries: 2n, amount: '8150000'},
    ]);
    const consumption = await context.database.first(
      'select c."source_item_no", c."order_type", c."capacity" from "value_entry" v join "posting_class" c on c."no" = v."posting_class_no" where v."entry_no" = 4',
    );
    expect(consumption).toEqual({source_item_no: 'B', order_type: 'Production', capacity: 0n});
    expect((await context.database.read(tables.item))[0]).toMatchObject({no: 'A', costIsAdjusted: true});
  });

  it("loads the next month's export on top: what the ERP keeps current is updated, the totals with it", async () => {
    const context = await open();
    await importOf(context, {'Value Entry.csv': JANUARY.join('\n')});
    const february = [
      ...JANUARY.slice(0, 2),
      JANUARY[2]?.replace('110.00,-100.00,0,0', '110.00,-100.00,110.00,-100.00'),
      JANUARY[3]?.replace('2026-01-09,2026-01-09', '2026-01-09,2026-02-01'),
      JANUARY[4],
      '5,4,A,2026-02-03,2026-02-03,Sale,Direct Cost,true,BLUE,RESALE,DOMESTIC,RETAIL,false,-22.00,0,-22.00,0,Customer,C,',
    ];
    const result = await importOf(context, {'Value Entry.csv': february.join('\n')});
    expect(result.tables).toEqual([{table: 'Value Entry', inserted: 1, updated: 2, unchanged: 2}]);
    const {kept, counted} = await totals(context);
    expect(kept).toEqual(counted);
    const [, invoice, sale] = await context.database.read(tables.valueEntry);
    expect(invoice).toMatchObject({costPostedToGl: scaled('110'), expectedCostPostedToGl: scaled('-100')});
    expect(sale).toMatchObject({valuationDate: '2026-02-01', postingDate: '2026-01-09'});
    const again = await importOf(context, {'Value Entry.csv': february.join('\n')});
    expect(again.tables).toEqual([{table: 'Value Entry', inserted: 0, updated: 0, unchanged: 5}]);
  });

  it('compares only the columns that a file has', async () => {
    const context = await open();
    await importOf(context, {'Value Entry.csv': JANUARY.join('\n')});
    const result = await importOf(context, {'Value Entry.csv': 'Entry No.,Item No.\n4,A\n1,a\n'});
    expect(result.tables).toEqual([{table: 'Value Entry', inserted: 0, updated: 0, unchanged: 2}]);
  });

  it('refuses an entry that is there with other contents, and writes nothing', async () => {
    const context = await open();
    await importOf(context, {'Value Entry.csv': JANUARY.join('\n')});
    const problems = await problemsOf(context, {
      'Item.csv': 'No.\nNEW\n',
      'Value Entry.csv': 'Entry No.,Item No.,Cost Amount (Actual)\n9,A,1\n3,A,-56.00\n',
    });
    expect(problems).toEqual([
      {
        file: 'Value Entry.csv',
        line: 3,
        column: 'Cost Amount (Actual)',
        message:
          'Value Entry 3 is there already with another Cost Amount (Actual): -55, now -56. Entries never change.',
      },
    ]);
    expect(await context.database.read(tables.item)).toEqual([]);
    expect(await context.database.read(tables.valueEntry)).toHaveLength(4);
  });

  it('takes an entry that stands twice in a file as one, if both are the same', async () => {
    const context = await open();
    const twice = 'Entry No.,Item No.\n2,A\n1,A\n2,A\n';
    const result = await importOf(context, {'Item Ledger Entry.csv': twice});
    expect(result.tables).toEqual([{table: 'Item Ledger Entry', inserted: 2, updated: 0, unchanged: 1}]);
    expect(await problemsOf(context, {'Item Ledger Entry.csv': `${twice}7,A\n7,B\n`})).toMatchObject([
      {line: 6, column: 'Item No.'},
    ]);
  });

  it('keeps of setup and master tables what a file does not have', async () => {
    const context = await open();
    await importOf(context, {'Item.csv': 'No.,Description,Unit Cost\nA,Desk,506.6\n'});
    const result = await importOf(context, {
      'Item.csv': 'No.,Unit Cost\nA,510\nB,1\n',
      'Inventory Setup.csv': 'Automatic Cost Posting\nYes\n',
    });
    expect(result.tables).toEqual([
      {table: 'Inventory Setup', inserted: 0, updated: 1, unchanged: 0},
      {table: 'Item', inserted: 1, updated: 1, unchanged: 0},
    ]);
    expect((await context.database.read(tables.item))[0]).toMatchObject({description: 'Desk', unitCost: scaled('510')});
    expect(await context.database.read(tables.inventorySetup)).toMatchObject([
      {primaryKey: '', automaticCostPosting: true, averageCostPeriod: 'Day'},
    ]);
  });

  it('makes a standard cost that comes without shares all material, and the unit cost of a Standard item', async () => {
    const context = await open();
    const {database} = context;
    const costs = async () =>
      (await database.read(tables.item)).map(card =>
        [card.unitCost, card.standardCost, card.singleLevelMaterialCost, card.singleLevelCapacityCost].map(cost =>
          Number(cost / 100_000n),
        ),
      );
    const shares = 'Single-Level Material Cost,Single-Level Capacity Cost';
    await importOf(context, {
      'Item.csv': `No.,Costing Method,Unit Cost,Standard Cost,${shares}\nB,Standard,80,80,60,20\nC,FIFO,7,80,60,20\n`,
      'Location.csv': 'Code\nBLUE\n',
      'Stockkeeping Unit.csv': `Item No.,Variant Code,Location Code,Unit Cost,Standard Cost,${shares}\nB,,BLUE,80,80,60,20\n`,
    });

    await importOf(context, {'Item.csv': 'No.,Description,Standard Cost\nB,Bike,80\nC,Chain,80\n'});
    expect(await costs()).toEqual([
      [80, 80, 60, 20],
      [7, 80, 60, 20],
    ]);

    await importOf(context, {
      'Item.csv': 'No.,Standard Cost\nB,90\nC,90\n',
      'Stockkeeping Unit.csv': 'Item No.,Variant Code,Location Code,Standard Cost\nB,,BLUE,90\n',
    });
    expect(await costs()).toEqual([
      [90, 90, 90, 0],
      [7, 90, 90, 0],
    ]);
    expect(await database.read(tables.stockkeepingUnit)).toMatchObject([
      {unitCost: scaled('90'), singleLevelMaterialCost: scaled('90'), singleLevelCapacityCost: 0n},
    ]);

    await importOf(context, {'Item.csv': `No.,Unit Cost,Standard Cost,${shares}\nB,99,100,70,30\n`});
    expect((await costs())[0]).toEqual([99, 100, 70, 30]);
  });

  it('finds rows by keys of several parts, blank ones among them', async () => {
    const context = await open();
    const files = {
      'Inventory Posting Setup.csv':
        'Location Code,Invt. Posting Group Code,Inventory Account\n,RESALE,2110\nBLUE,RESALE,2111\n',
      'G_L - Item Ledger Relation.csv': 'G/L Entry No.,Value Entry No.\n2,1\n1,2\n1,1\n',
      'Prod. Order Line.csv': 'Status,Prod. Order No.,Line No.,Quantity\nReleased,P1,10000,5\n3,P2,10000,6\n',
    };
    await importOf(context, files);
    const again = await importOf(context, {
      ...files,
      'Prod. Order Line.csv': 'Status,Prod. Order No.,Line No.,Quantity\nReleased,P2,10000,7\n',
    });
    expect(again.tables).toEqual([
      {table: 'Inventory Posting Setup', inserted: 0, updated: 0, unchanged: 2},
      {table: 'Prod. Order Line', inserted: 0, updated: 1, unchanged: 0},
      {table: 'G/L - Item Ledger Relation', inserted: 0, updated: 0, unchanged: 3},
    ]);
  });

  it('warns of what a ledger names and is not there, a warning a kind', async () => {
    const context = await open();
    const {warnings} = await importOf(context, {
      'Item.csv': 'No.\nA\n',
      'Item Ledger Entry.csv': 'Entry No.,Item No.,Location Code\n1,A,\n2,GONE,RED\n3,GONE,\n4,LOST,\n',
      'G_L Entry.csv': 'Entry No.,G/L Account No.\n1,2110\n',
      'G_L - Item Ledger Relation.csv': 'G/L Entry No.,Value Entry No.\n1,7\n',
    });
    expect(warnings.map(({code, table, field, count, first}) => ({code, table, field, count, first}))).toEqual([
      {code: 'missing-reference', table: 'Item Ledger Entry', field: 'Item No.', count: 3, first: [2, 3, 4]},
      {code: 'missing-reference', table: 'Item Ledger Entry', field: 'Location Code', count: 1, first: [2]},
      {code: 'missing-reference', table: 'G/L Entry', field: 'G/L Account No.', count: 1, first: [1]},
      {code: 'missing-reference', table: 'G/L - Item Ledger Relation', field: 'Value Entry No.', count: 1, first: [1]},
    ]);
  });

  it('knows dimension columns by captions of the same import', async () => {
    const context = await open();
    const {warnings} = await importOf(context, {
      'Dimension.csv': 'Code,Code Caption\nDEP,Department Code\nPROJ,\n',
      'General Ledger Setup.csv': 'Global Dimension 1 Code,Global Dimension 2 Code\nDEP,PROJ\n',
      'Item Ledger Entry.csv': 'Entry No.,Department Code,PROJ Code,Colour\n1,SALES,X,red\n',
    });
    expect((await context.database.read(tables.itemLedgerEntry))[0]).toMatchObject({
      globalDimension1Code: 'SALES',
      globalDimension2Code: 'X',
    });
    expect(warnings).toMatchObject([{code: 'unknown-column', first: ['Colour']}]);
  });

  it('keeps an option value that nothing depends on, with a warning, and refuses one that the rules go by', async () => {
    const context = await open();
    const {warnings} = await importOf(context, {
      'Item Ledger Entry.csv': 'Entry No.,Entry Type,Document Type\n1,Sale,Rental Shipment\n2,1,Rental Shipment\n',
    });
    expect(warnings).toMatchObject([
      {code: 'unknown-option', field: 'Document Type', count: 2, first: ['Rental Shipment']},
    ]);
    expect((await context.database.read(tables.itemLedgerEntry)).map(row => [row.entryType, row.documentType])).toEqual(
      [
        ['Sale', 'Rental Shipment'],
        ['Sale', 'Rental Shipment'],
      ],
    );
    expect(await problemsOf(context, {'Item Ledger Entry.csv': 'Entry No.,Entry Type\n3,Rental\n'})).toMatchObject([
      {line: 2, column: 'Entry Type'},
    ]);
  });

  it('tells a G/L amount from debit and credit where a list shows only these', async () => {
    const context = await open();
    await importOf(context, {
      'General Ledger Entries.csv':
        'Entry No.,Posting Date,Debit Amount (LCY),Credit Amount (LCY)\n1,2026-01-01,5.00,\n2,2026-01-01,,3.00\n',
    });
    expect((await context.database.read(tables.glEntry)).map(row => row.amount)).toEqual([scaled('5'), scaled('-3')]);
  });

  it('does everything and keeps nothing on a dry run', async () => {
    const context = await open();
    const result = await importOf(context, {'Item.csv': 'No.\nA\n'}, {dryRun: true});
    expect(result).toEqual({
      tables: [{table: 'Item', inserted: 1, updated: 0, unchanged: 0}],
      warnings: [],
      dryRun: true,
    });
    expect(await context.database.read(tables.item)).toEqual([]);
  });

  it('passes over hidden files and lock files, names other files, and reads each file once', async () => {
    const context = await open();
    const folder = folderOf({
      'Item.csv': 'No.\nA\n',
      '.Item.csv': 'No.\nB\n',
      '~$Item.xlsx': 'x',
      'notes.md': 'read me',
    });
    const result = await importFiles(context, {paths: [folder, `${folder}/Item.csv`]});
    expect(result.tables).toEqual([{table: 'Item', inserted: 1, updated: 0, unchanged: 0}]);
    expect(result.warnings).toMatchObject([{code: 'passed-over', first: [`${folder}/notes.md`]}]);
  });

  it('stops at the next step when it is interrupted', async () => {
    const context = await open();
    const stopped = {...context, signal: AbortSignal.abort()};
    await expect(importOf(stopped, {'Item.csv': 'No.,Unit Cost\nA,1\n'})).rejects.toMatchObject({code: 'interrupted'});
    expect(await context.database.read(tables.item)).toEqual([]);
  });

  it('takes a table of a header alone as one without rows', async () => {
    const context = await open();
    expect((await importOf(context, {'Item.csv': 'No.,Description\n'})).tables).toEqual([
      {table: 'Item', inserted: 0, updated: 0, unchanged: 0},
    ]);
  });

  it('lists the first hundred problems', async () => {
    const context = await open();
    const rows = Array.from({length: 150}, (_, index) => `I${index},x`).join('\n');
    const problems = await problemsOf(context, {'Item.csv': `No.,Unit Cost\n${rows}\n`});
    expect(problems).toHaveLength(100);
    expect(problems.at(-1)).toMatchObject({line: 101, column: 'Unit Cost'});
  });

  if (databaseName === 'postgresql') {
    it('empties the company first on request', async () => {
      const context = await open();
      await importOf(context, {'Item.csv': 'No.\nOLD\n', 'Value Entry.csv': JANUARY.join('\n')});
      await importOf(context, {'Item.csv': 'No.\nNEW\n'}, {replace: true});
      expect((await context.database.read(tables.item)).map(row => row.no)).toEqual(['NEW']);
      expect(await totals(context)).toEqual({kept: [], counted: []});
      expect(await context.database.read(tables.inventorySetup)).toHaveLength(1);
      const refused = importOf(context, {'Item.csv': 'No.,Unit Cost\nX,x\n'}, {replace: true});
      await expect(refused).rejects.toBeInstanceOf(Refusal);
      expect((await context.database.read(tables.item)).map(row => row.no)).toEqual(['NEW']);
    });
  }
});
