/** A new company: the tables are there; its setup rows get their initial values (tables.md 3.5, 242). */
import {message} from '../domain/message.js';
import {Refusal} from '../errors.js';
import {emptyCompany} from '../store/empty.js';
import {
  generalLedgerSetup,
  inventorySetup,
  manufacturingSetup,
  type SourceCodeSetup,
  sourceCodeSetup,
} from '../store/tables/index.js';
import {type DemoSize, makeDemoCompany} from './demo-company.js';
import type {JobContext} from './job.js';

export interface NewCompany {
  demo: boolean;
  /** On a server: empty a company that is there already. A file was moved aside before. */
  force: boolean;
  where: string;
  /** How many months of business the demo company gets; its own size by default. */
  size?: DemoSize;
}

/** Codes a new company gets, by property of Source Code Setup (tables.md, 242). */
const SOURCE_CODES = {
  inventoryPostCost: 'INVTPCOST',
  adjustCost: 'INVTADJMT',
  itemJournal: 'ITEMJNL',
  itemReclassJournal: 'RECLASSJNL',
  physInventoryJournal: 'PHYSINVJNL',
  revaluationJournal: 'REVALJNL',
  transfer: 'TRANSFER',
  sales: 'SALES',
  purchases: 'PURCHASES',
  serviceManagement: 'SERVICE',
  assembly: 'ASSEMBLY',
  consumptionJournal: 'CONSUMPJNL',
  outputJournal: 'POINOUTJNL',
  capacityJournal: 'CAPACITJNL',
  productionJournal: 'PRODORDER',
  productionOrder: 'PRODUCTION',
  flushing: 'FLUSHING',
  itemDocReceipt: 'INVTRCPT',
  itemDocShipment: 'INVTSHPT',
  physInvtOrders: 'INVTORDER',
  jobJournal: 'PROJJNL',
  whseItemJournal: 'WHITEM',
  whsePhysInvtJournal: 'WHPHYSINVT',
  whseReclassificationJournal: 'WHRCLSSJNL',
} as const satisfies Partial<SourceCodeSetup>;

export async function createCompany(context: JobContext, company: NewCompany): Promise<void> {
  await context.database.transaction(async transaction => {
    const present = await transaction.first('select count(*) as "count" from "company"');
    if (Number(present?.['count']) > 0) {
      if (company.force && transaction.dialect === 'postgresql') await emptyCompany(transaction);
      else throw new Refusal('company-exists', message('errors.company-exists', {where: company.where}));
    }
    await transaction.run('insert into "company" ("key", "value") values (?, ?)', [
      'demo',
      company.demo ? 'yes' : 'no',
    ]);
    await transaction.insert(inventorySetup, [{primaryKey: ''}]);
    await transaction.insert(generalLedgerSetup, [{primaryKey: ''}]);
    await transaction.insert(manufacturingSetup, [{primaryKey: ''}]);
    await transaction.insert(sourceCodeSetup, [{primaryKey: '', ...SOURCE_CODES}]);
    if (company.demo) await makeDemoCompany({...context, database: transaction}, company.size);
  });
}
