import {message} from '../domain/message.js';
import {type Place, places} from '../domain/reconciliation/places.js';
import {Refusal} from '../errors.js';
import {reconcile} from '../jobs/reconcile.js';
import type {Text} from '../text.js';
import {type FilterOptions, filtersOf, withFilters} from './ledger-filter-options.js';
import type {Registration} from './program.js';
import {explainJson} from './reconciliation-json.js';
import {explainText} from './reconciliation-text.js';
import type {SharedOptions} from './run.js';

interface ExplainOptions extends SharedOptions, FilterOptions {
  row?: string;
}

/** `tieout explain`: what every difference is made of (contract 4). Exit code 1 when a difference is not zero. */
export const explain: Registration = (add, runner) => {
  const {text} = runner;
  withFilters(add('explain'), text)
    .option('--row <name>', text.t('commands.explain.row'))
    .action(async (options: ExplainOptions) => {
      await runner.onCompany(options, async context => {
        const shown = options.row === undefined ? places : [placeNamed(options.row, text)];
        const found = await reconcile(context, filtersOf(options));
        return {
          json: () => explainJson(found, text, shown),
          text: () => explainText(found, text, shown),
          findings: found.lines.some(({name, difference}) => shown.includes(name) && difference !== 0n),
        };
      });
    });
};

/** A row or column by its English name or the reader's, in any case. */
function placeNamed(name: string, text: Text): Place {
  const wanted = name.trim().toLowerCase();
  const found = places.find(place => [place, text.caption(place)].some(each => each.toLowerCase() === wanted));
  if (found) return found;
  throw new Refusal(
    'unknown-row',
    message('reconciliation.unknown-row', {row: name, known: places.map(place => text.caption(place)).join(', ')}),
  );
}
