import {adjustCosts} from '../jobs/adjust.js';
import type {Registration} from './program.js';
import type {SharedOptions} from './run.js';

/** `tieout adjust [--item <filter>] [--no-post]`: Adjust Cost - Item Entries (contract 4). */
export const adjust: Registration = (add, runner) => {
  const {text} = runner;
  add('adjust')
    .option('--item <filter>', text.t('commands.adjust.item'))
    .option('--no-post', text.t('commands.adjust.noPost'))
    .action(async (options: SharedOptions & {item?: string; post: boolean}) => {
      await runner.onCompany(options, async context => {
        const result = await adjustCosts(context, {
          ...(options.item === undefined ? {} : {itemFilter: options.item}),
          post: options.post,
        });
        const {items, valueEntries, leftUnposted} = result;
        if (leftUnposted) runner.warn(options, text.t('costing.adjust.leftUnposted'));
        return {
          json: () => ({items, valueEntries}),
          text: () => {
            if (items === 0 && valueEntries.length === 0) return text.t('costing.adjust.nothing');
            const told = text.t('costing.adjust.items', {count: items, items: text.count(items)});
            if (valueEntries.length === 0) return `${told} ${text.t('costing.adjust.noEntries')}`;
            const made = text.t('costing.adjust.entries', {
              count: valueEntries.length,
              entries: text.count(valueEntries.length),
              first: valueEntries[0] ?? 0,
              last: valueEntries.at(-1) ?? 0,
            });
            return `${told} ${made}`;
          },
        };
      });
    });
};
