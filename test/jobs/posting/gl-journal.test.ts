import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {Refusal} from '../../../source/errors.js';
import {postGlJournal} from '../../../source/jobs/gl-journal.js';
import type {JobContext} from '../../../source/jobs/job.js';
import {dimensionSetEntry, dimensionValue, glEntry, glRegister} from '../../../source/store/tables/index.js';
import {onEachDatabase} from '../../support/databases.js';
import {ACCOUNTS, glLines, postingCompany} from '../../support/posting.js';

const folder = mkdtempSync(join(tmpdir(), 'tieout-gl-journal-'));
afterAll(() => rmSync(folder, {recursive: true}));

function fileOf(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

onEachDatabase(open => {
  async function company(): Promise<JobContext> {
    const context = await open();
    await postingCompany(context.database);
    await context.database.run(
      `insert into "gl_account" ("no", "name", "account_type", "blocked", "direct_posting") values ('2920', 'Bank', 'Posting', 0, 1), ('9999', 'Sum', 'Total', 1, 0), ('1000', 'Control', 'Posting', 0, 0)`,
    );
    return context;
  }

  /** What the refusal lists: line, column, message. */
  const refusalOf = async (context: JobContext, path: string): Promise<unknown[]> => {
    const error: unknown = await postGlJournal(context, path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Refusal);
    expect(await context.database.read(glEntry)).toEqual([]);
    return (error as Refusal).details.map(({line, column, message}) => [line, column, message.key.split('.').at(-1)]);
  };

  describe('gl-journal post', () => {
    it('posts a line with a balancing account, on a closing date too', async () => {
      const context = await company();
      const path = fileOf(
        'one.jsonl',
        `${JSON.stringify({'Posting Date': 'C2025-12-31', 'Document No.': 'gj1', 'Account No.': ACCOUNTS.Inventory, 'Bal. Account No.': '2920', Amount: 7, Description: 'manual'})}\n`,
      );
      expect(await postGlJournal(context, path)).toEqual({glEntryNos: [1, 2], registerNo: 1, warnings: []});
      expect(await context.database.read(glEntry)).toMatchObject([
        {
          entryNo: 1,
          glAccountNo: '2110',
          balAccountNo: '2920',
          amount: 700000n,
          debitAmount: 700000n,
          postingDate: '2025-12-31C',
          documentNo: 'GJ1',
          description: 'manual',
          systemCreatedEntry: false,
          transactionNo: 1,
          glRegisterNo: 1,
        },
        {entryNo: 2, glAccountNo: '2920', amount: -700000n, creditAmount: 700000n},
      ]);
      expect(await context.database.read(glRegister)).toMatchObject([{no: 1, fromEntryNo: 1, toEntryNo: 2}]);
    });

    it('takes a document that balances over several lines, and makes a dimension set once', async () => {
      const context = await company();
      await context.database.insert(dimensionValue, [{dimensionCode: 'DEPARTMENT', code: 'SALES'}]);
      const path = fileOf(
        'two.csv',
        [
          'Posting Date;Document No.;Account No.;Amount;Dimensions',
          '2026-01-10;D1;2920;-10.50;DEPARTMENT=SALES',
          '2026-01-10;D1;1000;4.25;department=sales',
          '2026-01-10;D1;2110;6.25;',
        ].join('\r\n'),
      );
      const result = await postGlJournal(context, path);
      expect(result.glEntryNos).toEqual([1, 2, 3]);
      expect(result.warnings).toMatchObject([{line: 3, code: 'direct-posting'}]);
      expect(await glLines(context)).toEqual(['2920 -10.50', '1000 4.25', 'Inventory 6.25']);
      expect(await context.database.read(dimensionSetEntry)).toHaveLength(1);
      expect((await context.database.read(glEntry)).map(entry => entry.dimensionSetId)).toEqual([1, 1, 0]);
    });

    it('lists every bad line with line and column, and posts none', async () => {
      const context = await company();
      const path = fileOf(
        'bad.csv',
        [
          'Posting Date,Document No.,Account No.,Amount,Description',
          '2026-01-10,D1,2110,1,good',
          '10.01.2026,D2,2110,1,"two',
          'lines"',
          '2026-01-10,D3,4711,1.234,',
          '2026-01-10,D4,9999,,',
        ].join('\n'),
      );
      expect(await refusalOf(context, path)).toEqual([
        [3, 'Posting Date', 'not-date'],
        [5, 'Amount', 'not-rounded'],
        [5, 'Account No.', 'no-account'],
        [6, 'Amount', 'required'],
        [6, 'Account No.', 'blocked'],
        [6, 'Account No.', 'account-type'],
      ]);
      const mixed = fileOf(
        'mixed.csv',
        'Posting Date,Document No.,Account No.,Amount\n2026-01-10,D1,2110,1\n2026-01-10,D2,2110,1\n2026-01-10,D2,9999,-1\n',
      );
      expect(await refusalOf(context, mixed)).toEqual([
        [2, 'Amount', 'not-balanced'],
        [4, 'Account No.', 'blocked'],
        [4, 'Account No.', 'account-type'],
      ]);
    });

    it('refuses a document that does not balance, and unknown columns', async () => {
      const context = await company();
      const path = fileOf(
        'unbalanced.csv',
        'Posting Date,Document No.,Account No.,Amount\n2026-01-10,D1,2110,1\n2026-01-11,D1,2920,-1\n',
      );
      expect(await refusalOf(context, path)).toEqual([
        [2, 'Amount', 'not-balanced'],
        [3, 'Amount', 'not-balanced'],
      ]);
      expect(await refusalOf(context, fileOf('unknown.csv', 'Posting Date,Betrag\n'))).toEqual([
        [1, 'Betrag', 'unknown-column'],
      ]);
      expect(await refusalOf(context, fileOf('unknown.jsonl', '\n{"Betrag": 1}\n[1]\nx\n'))).toEqual([
        [2, 'Betrag', 'unknown-column'],
        [3, undefined, 'no-object'],
        [4, undefined, 'no-json'],
      ]);
    });

    it('keeps numbers of JSON as they are written', async () => {
      const context = await company();
      const line = (amount: string) =>
        `{"Posting Date":"2026-01-10","Document No.":"D","Account No.":"2110","Bal. Account No.":"2920","Amount":${amount}}\n`;
      await postGlJournal(context, fileOf('exact.jsonl', line('90071992547409.93')));
      expect(await glLines(context)).toEqual(['Inventory 90071992547409.93', '2920 -90071992547409.93']);
      await expect(postGlJournal(context, fileOf('fine.jsonl', line('0.30000000000000001')))).rejects.toThrow(
        'bad-journal',
      );
      await expect(postGlJournal(context, fileOf('large.jsonl', line('92233720368547.99')))).rejects.toThrow(
        'bad-journal',
      );
    });
  });
});
