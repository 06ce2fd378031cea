import {message} from '../domain/message.js';
import {abs, parseScaled} from '../domain/money.js';
import {Refusal} from '../errors.js';
import {reconcile} from '../jobs/reconcile.js';
import {type FilterOptions, filtersOf, withFilters} from './ledger-filter-options.js';
import type {Registration} from './program.js';
import {checkJson} from './reconciliation-json.js';
import {checkText} from './reconciliation-text.js';
import type {SharedOptions} from './run.js';

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
      await runner.onCompany(options, async context => {
        const tolerance = parseScaled(options.tolerance);
        if (tolerance === undefined || tolerance < 0n) {
          throw new Refusal('bad-tolerance', message('reconciliation.bad-tolerance', {value: options.tolerance}));
        }
        const found = await reconcile(context, filtersOf(options));
        const balanced = found.lines.every(({difference}) => abs(difference) <= tolerance);
        return {
          json: () => checkJson(found, text, balanced, options.showWarning),
          text: () => checkText(found, text, balanced, options.showWarning),
          findings: !balanced,
        };
      });
    });
};
