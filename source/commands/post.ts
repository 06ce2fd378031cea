import type {JobContext} from '../jobs/job.js';
import {hasFindings, type PostingMethod, postInventoryCost} from '../jobs/post.js';
import {type FilterOptions, filtersOf, withFilters} from './ledger-filter-options.js';
import {companyName} from './location.js';
import {postJson} from './posting-json.js';
import {methodOption} from './posting-options.js';
import {type PageHeader, postReportText} from './posting-text/post-report.js';
import type {Registration} from './program.js';
import type {CommandRunner, SharedOptions} from './run.js';

interface PostOptions extends SharedOptions, FilterOptions {
  method: PostingMethod;
  documentNo?: string;
  post: boolean;
}

/** `tieout post`: Post Inventory Cost to G/L (posting-rules.md 15). Exit 1 where an entry was skipped. */
export const post: Registration = (add, runner) => {
  const {text} = runner;
  withFilters(
    add('post')
      .addOption(methodOption(text))
      .option('--document-no <no>', text.t('commands.post.documentNo'))
      .option('--no-post', text.t('commands.post.noPost')),
    text,
  ).action(async (options: PostOptions) => {
    await runner.onCompany(options, async context => {
      const report = await postInventoryCost(context, {
        method: options.method,
        documentNo: options.documentNo ?? '',
        filters: filtersOf(options),
        post: options.post,
      });
      return {
        json: () => postJson(report, text),
        text: () => postReportText(report, pageHeader(context, options, runner), text),
        findings: hasFindings(report),
      };
    });
  });
};

/** What every page of a posting report begins with. */
export function pageHeader(context: JobContext, options: SharedOptions, runner: CommandRunner): PageHeader {
  return {
    company: companyName(options.db),
    userId: context.userId,
    printedAt: `${context.text.date(context.workDate)} ${new Date().toTimeString().slice(0, 5)}`,
    width: Math.max(80, runner.streams.outColumns ?? 80),
  };
}
