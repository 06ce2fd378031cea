import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {Refusal} from '../../../source/errors.js';
import {postJournal} from '../../../source/jobs/journal.js';
import {
  dimension,
  dimensionSetEntry,
  dimensionValue,
  defaultDimension,
  generalPostingSetup,
  glEntry,
  inventoryPeriod,
  item,
  itemLedgerEntry,
  itemRegister,
  postValueEntryToGl,
  valueEntry,
} from '../../../source/store/tables/index.js';
import {company, EXPECTED, invoice, type Line, negativeAdjustment, purchase, sale} from '../../support/costing.js';
import {onEachDatabase} from '../../support/databases.js';

const items = {A: {costingMethod: 'FIFO'}} as const;

onEachDatabase(open => {
  it('lists every bad line and posts nothing of the file', async () => {
    const books = await company(await open(), {items: {...items, B: {costingMethod: 'FIFO', blocked: true}}});
    const problems = await books.refusal([
      purchase('good', '2026-01-01', 'A', 1, {'Unit Cost': 1}),
      purchase('unknown', '2026-01-01', 'X', 1),
      purchase('good', '2026-01-01', 'A', 1),
      purchase('nothing', '2026-01-01', 'A', 0),
      purchase('label', '2026-01-01', 'A', -1, {'Applies-to Entry': '@nobody'}),
      purchase('after bad', '2026-01-01', 'A', -1, {'Applies-to Entry': '@unknown'}),
      purchase('place', '2026-01-01', 'A', 1, {'Location Code': 'MOON'}),
      purchase('variant', '2026-01-01', 'A', 1, {'Variant Code': 'V'}),
      purchase('group', '2026-01-01', 'A', 1, {'Gen. Prod. Posting Group': 'NONE'}),
      purchase('partly', '2026-01-01', 'A', 2, {'Invoiced Quantity': 1}),
      purchase('closing', 'C2025-12-31', 'A', 1),
      purchase('date', '2026-02-30', 'A', 1),
      purchase('blocked', '2026-01-01', 'B', 1),
      purchase('huge', '2026-01-01', 'A', '9000000000000', {'Unit Cost': '9000000000000'}),
      purchase('dimension', '2026-01-01', 'A', 1, {Dimensions: 'DEPARTMENT=NONE'}),
    ]);
    expect(problems).toEqual([
      '2 Item No.: There is no item X.',
      '3 Line Ref: The label good stands on an earlier line already.',
      '4 Quantity: The line has neither a quantity nor an invoiced quantity.',
      '5 Applies-to Entry: No earlier line has the label nobody.',
      '7 Location Code: There is no location MOON.',
      '8 Variant Code: Item A has no variant V.',
      '9 Gen. Prod. Posting Group: There is no posting group NONE.',
      '10 Invoiced Quantity: The invoiced quantity must be 0 or the whole quantity. Invoice a part with a line of its own.',
      '11 Posting Date: Item journals cannot be posted on a closing date (C2025-12-31).',
      '12 Posting Date: 2026-02-30 is no date. Write YYYY-MM-DD, with a C before a closing date.',
      '13 Item No.: B is blocked.',
      '14 : The amount is larger than an entry can hold.',
      '15 Dimensions: Dimension DEPARTMENT has no value NONE.',
    ]);
    const {database} = books.context;
    expect(await database.read(itemLedgerEntry)).toEqual([]);
    expect(await database.read(valueEntry)).toEqual([]);
    expect(await database.read(itemRegister)).toEqual([]);
    expect((await database.find(item, 'A'))?.costIsAdjusted).toBe(true);
  });

  it('tells an unknown column once, and passes over what refers to a line that could not be read', async () => {
    const books = await company(await open(), {items});
    const folder = mkdtempSync(join(tmpdir(), 'tieout-file-'));
    const problems = async (text: string): Promise<string[]> => {
      const path = join(folder, 'journal.csv');
      writeFileSync(path, text);
      const refusal = await postJournal(books.context, path).catch((thrown: unknown) => thrown);
      if (!(refusal instanceof Refusal)) throw refusal;
      return refusal.details.map(
        ({line, column, message}) => `${line} ${column ?? ''}: ${books.context.text.say(message)}`,
      );
    };
    const header = 'Line Ref,Posting Date,Entry Type,Item No.,Quantity,Applies-to Entry';
    expect(
      await problems(`${header},Colour\na,2026-01-01,Purchase,A,1,,red\nb,2026-01-01,Purchase,X,1,,red\n`),
    ).toEqual([
      '1 Colour: This column is not known here. Columns are named by their English captions.',
      '3 Item No.: There is no item X.',
    ]);
    expect(await problems(`${header}\na,2026-01-01,Purchase,A,one,\nb,2026-01-02,Sale,A,1,@a\n`)).toEqual([
      '2 Quantity: one is no plain decimal number of at most five decimals, such as -1234.56.',
    ]);
    await expect(postJournal(books.context, folder)).rejects.toThrow(Refusal);
    rmSync(folder, {recursive: true});
  });

  it('leaves nothing behind after a dry run, and numbers entries without gaps', async () => {
    const books = await company(await open(), {items});
    const lines = [
      purchase('lot', '2026-01-01', 'A', 5, {'Unit Cost': 10}),
      negativeAdjustment('out', '2026-01-02', 'A', 2, {'Applies-to Entry': '@lot'}),
    ];
    const tried = await books.post(lines, {dryRun: true});
    expect(await books.context.database.read(itemLedgerEntry)).toEqual([]);
    expect(await books.post(lines)).toEqual(tried);
    expect(tried.lines).toEqual([
      {line: 1, ref: 'lot', itemLedgerEntryNos: [1], capacityLedgerEntryNos: [], valueEntryNos: [1]},
      {line: 2, ref: 'out', itemLedgerEntryNos: [2], capacityLedgerEntryNos: [], valueEntryNos: [2]},
    ]);
    await books.post([sale('more', '2026-01-03', 'A', 1)]);
    expect(await books.context.database.read(itemRegister)).toMatchObject([
      {no: 1, fromEntryNo: 1, toEntryNo: 2, fromValueEntryNo: 1, toValueEntryNo: 2, userId: 'TESTER'},
      {no: 2, fromEntryNo: 3, toEntryNo: 3, fromValueEntryNo: 3, toValueEntryNo: 3},
    ]);
  });

  it('obeys the allowed dates, closed inventory periods and the earliest valuation date (costing.md 2, 18)', async () => {
    const books = await company(await open(), {
      items,
      rows: [[inventoryPeriod, [{endingDate: '2026-01-31', closed: true}]]],
    });
    const {database} = books.context;
    expect(await books.refusal([purchase('closed', '2026-01-31', 'A', 1)])).toEqual([
      '1 Posting Date: 2026-01-31 lies in an inventory period that is closed up to 2026-01-31. Post on 2026-02-01 or later, or re-open the period.',
    ]);
    await books.post([purchase('old', '2026-02-01', 'A', 10, {...EXPECTED, 'Unit Cost': 10})]);
    await database.run(`update "general_ledger_setup" set "allow_posting_from" = '2026-03-01'`);
    expect(await books.refusal([purchase('early', '2026-02-28', 'A', 1)])).toEqual([
      '1 Posting Date: 2026-02-28 is outside of the allowed posting dates (2026-03-01..).',
    ]);
    await books.set({earliestAllowedValuationDate: '2026-03-01'});
    expect(await books.refusal([sale('fixed', '2026-03-02', 'A', 1, {'Applies-to Entry': '@old'})])).toEqual([
      '1 Posting Date: The entry would be valued on 2026-02-01, before the earliest allowed valuation date 2026-03-01.',
    ]);
    await books.post([invoice('old', '2026-03-05', 'A', 10, {'Unit Cost': 10})]);
    expect((await books.valueRows('old')).at(-1)).toMatchObject({valuationDate: '2026-03-05'});
  });

  it('refuses to invoice more than was received, another type, and the wrong direction', async () => {
    const books = await company(await open(), {items});
    await books.post([
      purchase('lot', '2026-01-01', 'A', 10, {...EXPECTED, 'Unit Cost': 10}),
      invoice('lot', '2026-01-02', 'A', 4, {'Unit Cost': 10}),
    ]);
    expect(
      await books.refusal([
        invoice('lot', '2026-01-03', 'A', 7, {'Unit Cost': 10}),
        invoice('lot', '2026-01-03', 'A', -1, {'Unit Cost': 10}),
        invoice('lot', '2026-01-03', 'A', 1, {}, 'Sale'),
        {...invoice('lot', '2026-01-03', 'A', 1), 'Item Shpt. Entry No.': ''},
      ]),
    ).toEqual([
      '1 Invoiced Quantity: 6 of entry 1 is not invoiced yet; the line invoices 7.',
      '2 Invoiced Quantity: Entry 1 goes in the wrong direction for this line.',
      '3 Entry Type: Entry 1 is a Purchase; its invoice has the same entry type.',
      '4 Item Shpt. Entry No.: Say which receipt or shipment the line invoices.',
    ]);
  });

  it('refuses to apply to another item, another place, or what goes the same way', async () => {
    const books = await company(await open(), {items: {...items, B: {costingMethod: 'FIFO'}}, locations: ['RED']});
    await books.post([purchase('lot', '2026-01-01', 'A', 10, {'Unit Cost': 10}), sale('out', '2026-01-02', 'A', 1)]);
    expect(
      await books.refusal([
        sale('item', '2026-01-03', 'B', 1, {'Applies-to Entry': '@lot'}),
        sale('place', '2026-01-03', 'A', 1, {'Applies-to Entry': '@lot', 'Location Code': 'RED'}),
        sale('same', '2026-01-03', 'A', 1, {'Applies-to Entry': '@out'}),
      ]),
    ).toEqual([
      '1 Applies-to Entry: Entry 1 is of item A, or of another variant.',
      '2 Applies-to Entry: Entry 1 is at location "".',
      '3 Applies-to Entry: Entry 2 goes in the wrong direction for this line.',
    ]);
  });

  it('queues for the G/L what has an amount to post (posting-rules.md 13)', async () => {
    const books = await company(await open(), {items: {...items, S: {costingMethod: 'FIFO', type: 'Service'}}});
    const queued = async () =>
      (await books.context.database.read(postValueEntryToGl)).map(({valueEntryNo}) => valueEntryNo);
    const lines = [
      purchase('received', '2026-01-01', 'A', 1, {...EXPECTED, 'Unit Cost': 10}),
      purchase('bought', '2026-01-01', 'A', 1, {'Unit Cost': 10}),
      purchase('service', '2026-01-01', 'S', 1, {'Unit Cost': 10}),
      purchase('free', '2026-01-01', 'A', 1, {'Unit Cost': 0}),
    ];
    await books.post(lines);
    expect(await queued()).toEqual([2]);
    await books.set({expectedCostPostingToGl: true});
    await books.post(lines);
    expect(await queued()).toEqual([2, 5, 6]);
  });

  it('warns of accounts that posting will miss, and refuses with automatic cost posting', async () => {
    const books = await company(await open(), {items});
    const {database} = books.context;
    await database.run(`update "${generalPostingSetup.sqlName}" set "direct_cost_applied_account" = ''`);
    const {warnings} = await books.post([purchase('lot', '2026-01-01', 'A', 1, {'Unit Cost': 10})]);
    expect(warnings).toMatchObject([{line: 1, code: 'missing-account'}]);
    await books.set({automaticCostPosting: true});
    expect(await books.refusal([purchase('more', '2026-01-01', 'A', 1, {'Unit Cost': 10})])).toHaveLength(1);
    expect(await database.read(valueEntry)).toHaveLength(1);
    await database.run(`update "${generalPostingSetup.sqlName}" set "direct_cost_applied_account" = '7291'`);
    await books.post([purchase('more', '2026-01-01', 'A', 1, {'Unit Cost': 10})]);
    expect((await database.read(glEntry)).map(({glAccountNo, amount}) => [glAccountNo, amount])).toEqual([
      ['2110', 1_000_000n],
      ['7291', -1_000_000n],
    ]);
    expect((await database.read(valueEntry)).at(-1)).toMatchObject({costPostedToGl: 1_000_000n});
    expect((await database.read(postValueEntryToGl)).map(({valueEntryNo}) => valueEntryNo)).toEqual([1]);
  });

  it('gives a line the default dimensions of what it names, and its own win', async () => {
    const books = await company(await open(), {
      items,
      locations: ['RED'],
      rows: [
        [dimension, [{code: 'AREA'}, {code: 'DEPARTMENT'}, {code: 'PROJECT'}]],
        [
          dimensionValue,
          [
            {dimensionCode: 'AREA', code: 'NORTH'},
            {dimensionCode: 'DEPARTMENT', code: 'SALES'},
            {dimensionCode: 'DEPARTMENT', code: 'PROD'},
            {dimensionCode: 'PROJECT', code: 'X'},
          ],
        ],
        [
          defaultDimension,
          [
            {tableId: 27, no: 'A', dimensionCode: 'DEPARTMENT', dimensionValueCode: 'PROD'},
            {tableId: 14, no: 'RED', dimensionCode: 'AREA', dimensionValueCode: 'NORTH'},
            {tableId: 14, no: 'RED', dimensionCode: 'DEPARTMENT', dimensionValueCode: 'SALES'},
          ],
        ],
      ],
    });
    await books.context.database.run(`update "general_ledger_setup" set "global_dimension1_code" = 'DEPARTMENT'`);
    await books.post([
      purchase('default', '2026-01-01', 'A', 1, {'Unit Cost': 1, 'Location Code': 'RED'}),
      purchase('own', '2026-01-01', 'A', 1, {'Unit Cost': 1, Dimensions: 'DEPARTMENT=SALES;PROJECT=X'}),
      purchase('same', '2026-01-01', 'A', 1, {'Unit Cost': 1, Dimensions: 'PROJECT=X;DEPARTMENT=SALES'}),
    ]);
    const sets = new Map<number, string[]>();
    for (const row of await books.context.database.read(dimensionSetEntry)) {
      const set = sets.get(row.dimensionSetId) ?? [];
      sets.set(row.dimensionSetId, [...set, `${row.dimensionCode}=${row.dimensionValueCode}`]);
    }
    const of = async (label: string) => sets.get((await books.entry(label)).dimensionSetId);
    expect(await of('default')).toEqual(['AREA=NORTH', 'DEPARTMENT=PROD']);
    expect(await of('own')).toEqual(['DEPARTMENT=SALES', 'PROJECT=X']);
    expect(await of('same')).toBe(await of('own'));
    expect((await books.entry('own')).globalDimension1Code).toBe('SALES');
  });

  it('refuses lines that break what a default dimension demands: a value, this value, none', async () => {
    const books = await company(await open(), {
      items: {...items, B: {costingMethod: 'FIFO'}},
      locations: ['RED', 'BLUE'],
      rows: [
        [dimension, [{code: 'AREA'}, {code: 'DEPARTMENT'}]],
        [
          dimensionValue,
          [
            {dimensionCode: 'AREA', code: 'NORTH'},
            {dimensionCode: 'AREA', code: 'SOUTH'},
            {dimensionCode: 'DEPARTMENT', code: 'SALES'},
            {dimensionCode: 'DEPARTMENT', code: 'PROD'},
          ],
        ],
        [
          defaultDimension,
          [
            {tableId: 27, no: 'A', dimensionCode: 'DEPARTMENT', valuePosting: 'Code Mandatory'},
            {
              tableId: 27,
              no: '',
              dimensionCode: 'DEPARTMENT',
              dimensionValueCode: 'PROD',
              valuePosting: 'Same Code',
            },
            {tableId: 14, no: 'RED', dimensionCode: 'AREA', valuePosting: 'No Code'},
            {
              tableId: 14,
              no: 'BLUE',
              dimensionCode: 'AREA',
              dimensionValueCode: 'NORTH',
              valuePosting: 'Code Mandatory',
              allowedValuesFilter: 'NORTH',
            },
          ],
        ],
      ],
    });
    const bought = (itemNo: string, more: Line) => purchase('', '2026-01-01', itemNo, 1, {'Unit Cost': 1, ...more});
    expect(
      await books.refusal([
        bought('A', {Dimensions: ''}),
        bought('A', {Dimensions: 'DEPARTMENT=SALES'}),
        bought('B', {Dimensions: ''}),
        bought('B', {Dimensions: 'DEPARTMENT=SALES'}),
        bought('B', {'Location Code': 'RED', Dimensions: 'AREA=NORTH'}),
        bought('B', {'Location Code': 'BLUE'}),
        bought('B', {'Location Code': 'BLUE', Dimensions: 'AREA=SOUTH'}),
      ]),
    ).toEqual([
      // The rule of all items does not hold for A, which has its own; its value is a default all the same.
      '4 Dimensions: Item B demands value PROD of dimension DEPARTMENT.',
      '5 Dimensions: Location RED allows no value of dimension AREA.',
      '7 Dimensions: Location BLUE does not allow value SOUTH of dimension AREA.',
    ]);
    await books.context.database.run('delete from "default_dimension" where "no" = \'\'');
    expect(await books.refusal([bought('A', {Dimensions: ''})])).toEqual([
      '1 Dimensions: Item A demands a value of dimension DEPARTMENT.',
    ]);
  });

  it('sets entry points to the end of the average period, and all later ones back (costing.md 14.3)', async () => {
    const books = await company(await open(), {
      items: {...items, V: {costingMethod: 'Average'}},
      locations: ['RED'],
    });
    await books.set({averageCostPeriod: 'Month', averageCostCalcType: 'Item'});
    await books.post([
      purchase('one', '2026-02-03', 'V', 1, {'Unit Cost': 10, 'Location Code': 'RED'}),
      purchase('two', '2026-02-04', 'A', 1, {'Unit Cost': 10, 'Location Code': 'RED'}),
    ]);
    expect(await books.entryPoints()).toEqual(['A||RED|2026-02-04', 'V|||2026-02-28']);
    await books.context.database.run('update "avg_cost_adjmt_entry_point" set "cost_is_adjusted" = 1');
    await books.post([purchase('late', '2026-01-15', 'V', 1, {'Unit Cost': 10})]);
    expect(await books.entryPoints()).toEqual(['A||RED|2026-02-04 adjusted', 'V|||2026-01-31', 'V|||2026-02-28']);
  });

  it('takes an item out of automatic adjustment where its entry is old (costing.md 19)', async () => {
    const books = await company(await open(), {items: {...items, B: {costingMethod: 'FIFO'}}});
    await books.set({automaticCostAdjustment: 'Week'});
    // The work date is 2026-01-31; the limit day itself counts as inside.
    await books.post([
      purchase('a', '2026-01-24', 'A', 1, {'Unit Cost': 10}),
      purchase('b', '2026-01-23', 'B', 1, {'Unit Cost': 10}),
    ]);
    expect((await books.cards('A', 'B')).map(card => [card.allowOnlineAdjustment, card.costIsAdjusted])).toEqual([
      [true, true],
      [false, false],
    ]);
  });
});
