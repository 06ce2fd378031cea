import {message} from '../domain/message.js';
import {abs, parseScaled} from '../domain/money.js';
import {Refusal} from '../errors.js';
import type {JobContext} from '../jobs/job.js';
import {reconcile} from '../jobs/reconcile.js';
import {type FilterOptions, filtersOf, withFilters} from './ledger-filter-options.js';
import type {Registration} from './program.js';
import {checkJson} from './reconciliation-json.js';
import {checkText} from './reconciliation-text.js';
import type {Outcome, SharedOptions} from './run.js';

interface CheckOptions extends SharedOptions, FilterOptions {
  tolerance: string;
  showWarning: boolean;
}

/** `tieout check`: the Inventory – G/L Reconciliation (contract 4). Exit code 1 when a difference is beyond the tolerance. */
export const check: Registration = (add, runner) => {
  const {text} = runner;
  withFilters(add('check'), text)
    .option('--tolerance <amount>', text.t('commands.check.tolerance'), '0.00')
    .option('--show-warning', text.t('commands.check.showWarning'), true)
    .option('--no-show-warning', text.t('commands.check.noShowWarning'))
    .action(async (options: CheckOptions) => {
      await runner.onCompany(options, context => checkOutcome(context, options));
    });
};

/** The reconciliation of a company as text and JSON, with findings where a difference is beyond the tolerance. */
export async function checkOutcome(context: JobContext, options: Partial<CheckOptions>): Promise<Outcome> {
  const {text} = context;
  const written = options.tolerance ?? '0.00';
  const tolerance = parseScaled(written);
  if (tolerance === undefined || tolerance < 0n) {
    throw new Refusal('bad-tolerance', message('reconciliation.bad-tolerance', {value: written}));
  }
  const found = await reconcile(context, filtersOf(options));
  const balanced = found.lines.every(({difference}) => abs(difference) <= tolerance);
  const showWarning = options.showWarning ?? true;
  return {
    json: () => checkJson(found, text, balanced, showWarning),
    text: () => checkText(found, text, balanced, showWarning),
    findings: !balanced,
  };
}
