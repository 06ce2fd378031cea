import type {PostingMethod} from '../jobs/post.js';
import {testPosting} from '../jobs/test-posting.js';
import {type FilterOptions, filtersOf, withFilters} from './ledger-filter-options.js';
import {pageHeader} from './post.js';
import {testJson} from './posting-json.js';
import {methodOption} from './posting-options.js';
import {testReportText} from './posting-text/test-report.js';
import type {Registration} from './program.js';
import type {SharedOptions} from './run.js';

interface TestOptions extends SharedOptions, FilterOptions {
  method: PostingMethod;
  documentNo?: string;
  showDimensions?: boolean;
  onlyWarnings?: boolean;
}

/** `tieout test`: Post Invt. Cost to G/L - Test (posting-rules.md 18). Exit 1 where an entry has a warning. */
export const test: Registration = (add, runner) => {
  const {text} = runner;
  withFilters(
    add('test')
      .addOption(methodOption(text))
      .option('--document-no <no>', text.t('commands.post.documentNo'))
      .option('--show-dimensions', text.t('commands.test.showDimensions'))
      .option('--only-warnings', text.t('commands.test.onlyWarnings')),
    text,
  ).action(async (options: TestOptions) => {
    await runner.onCompany(options, async context => {
      const report = await testPosting(context, {
        method: options.method,
        documentNo: options.documentNo ?? '',
        filters: filtersOf(options),
      });
      return {
        json: () => testJson(report, text),
        text: () =>
          testReportText(
            report,
            {
              ...pageHeader(context, options, runner),
              showDimensions: options.showDimensions ?? false,
              onlyWarnings: options.onlyWarnings ?? false,
            },
            text,
          ),
        findings: report.rows.some(({findings}) => findings.length > 0),
      };
    });
  });
};
