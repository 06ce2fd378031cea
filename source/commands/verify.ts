import {verify as verifyLedgers} from '../jobs/verify.js';
import type {Registration} from './program.js';
import {wrapped} from '../report-formats/page.js';
import type {SharedOptions} from './run.js';

const WIDTH = 80;

/** `tieout verify`: the ledgers' invariants (contract 4). Exit code 1 when one does not hold. */
export const verify: Registration = (add, runner) => {
  const {text} = runner;
  add('verify').action(async (options: SharedOptions) => {
    await runner.onCompany(options, async context => {
      const found = await verifyLedgers(context);
      const told = (violation: (typeof found)[number]['violations'][number]) => text.say(violation.message);
      return {
        json: () => ({
          invariants: found.map(({name, holds, violations, count}) => ({
            name,
            holds,
            violations: violations.map(violation => ({...violation.of, message: told(violation)})),
            ...(count > violations.length ? {count} : {}),
          })),
        }),
        text: () =>
          found
            .flatMap(({name, holds, violations, count}) => [
              `${holds ? text.t('reconciliation.holds') : text.t('reconciliation.broken')}  ${name}`,
              ...violations.flatMap(violation => wrapped(told(violation), WIDTH - 4).map(line => `    ${line}`)),
              ...(count > violations.length
                ? [`    ${text.t('reconciliation.further', {count: count - violations.length})}`]
                : []),
            ])
            .join('\n'),
        findings: found.some(({holds}) => !holds),
      };
    });
  });
};
