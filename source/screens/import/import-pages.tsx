/** Importing tables from a file or folder (contract 2): what to import, and what came of it. */
import {existsSync} from 'node:fs';
import {useMemo, type ReactNode} from 'react';
import {cell} from '../../components/cells.js';
import {START, type Scroll} from '../../components/scroll.js';
import {Working} from '../../components/working.js';
import {message} from '../../domain/message.js';
import {Refusal, type ErrorDetail} from '../../errors.js';
import {importFiles, type ImportRequest, type ImportResult} from '../../jobs/import.js';
import type {Text} from '../../text.js';
import type {FormField} from '../form/fields.js';
import {RequestPage} from '../form/request-page.js';
import type {PageProps} from '../index.js';
import {linesSection, ReportView, type Section} from '../report/report-view.js';
import {useKept, useOpen, useSession, useText} from '../session.js';
import {useJob} from '../use-job.js';

const FIELDS: readonly FormField[] = [
  {name: 'path', label: 'screens.import.path', kind: 'text', initial: ''},
  {name: 'dryRun', label: 'screens.import.dryRun', kind: 'toggle', initial: 'no'},
  {
    name: 'dateOrder',
    label: 'screens.import.dateOrder',
    kind: 'choice',
    choices: [
      ['', 'screens.import.told'],
      ['dmy', 'screens.import.dmy'],
      ['mdy', 'screens.import.mdy'],
      ['ymd', 'screens.import.ymd'],
    ],
    initial: '',
  },
  {
    name: 'decimal',
    label: 'screens.import.decimal',
    kind: 'choice',
    choices: [
      ['', 'screens.import.told'],
      ['comma', 'screens.import.comma'],
      ['point', 'screens.import.point'],
    ],
    initial: '',
  },
  {name: 'encoding', label: 'screens.import.encoding', kind: 'text', initial: ''},
];

export function ImportRequestPage({width, height}: PageProps<'import-request'>): ReactNode {
  const open = useOpen();
  const {program} = useSession();
  return (
    <RequestPage
      page="import"
      about="screens.import.about"
      fields={FIELDS}
      width={width}
      height={height}
      onRun={({path = '', dryRun, dateOrder, decimal, encoding}) => {
        if (program.readOnly) throw new Refusal('read-only', message('errors.read-only'));
        if (!existsSync(path)) throw new Refusal('no-file', message('screens.import.noFile', {path}));
        open({
          page: 'import-report',
          parameters: {
            paths: [path],
            dryRun: dryRun === 'yes',
            ...(dateOrder === 'dmy' || dateOrder === 'mdy' || dateOrder === 'ymd' ? {dateOrder} : {}),
            ...(decimal === 'comma' || decimal === 'point' ? {decimal} : {}),
            ...(encoding ? {encoding} : {}),
          },
        });
      }}
    />
  );
}

type Outcome = {readonly result: ImportResult} | {readonly refusal: Refusal};

interface ImportState {
  readonly scroll: Scroll;
  readonly outcome?: Outcome;
}

export function ImportReportPage({parameters, width, height}: PageProps<'import-report'>): ReactNode {
  const text = useText();
  const [state, update] = useKept<ImportState>({scroll: START});
  const {outcome} = state;
  const job = useJob(
    async (context): Promise<Outcome> => {
      try {
        return {result: await importFiles(context, parameters)};
      } catch (error) {
        if (error instanceof Refusal) return {refusal: error};
        throw error;
      }
    },
    {writes: true, isWanted: !outcome, onResult: found => update(before => ({...before, outcome: found}))},
  );
  const sections = useMemo(() => (outcome ? sectionsOf(outcome, parameters, text) : []), [outcome, parameters, text]);
  if (!outcome) return <Working job={job} scopes={['report']} text={text} width={width} height={height} />;
  return (
    <ReportView
      sections={sections}
      scroll={state.scroll}
      onScroll={change => update(before => ({...before, scroll: change(before.scroll)}))}
      width={width}
      height={height}
      handlers={() => ({again: () => update(({outcome: _, ...before}) => before)})}
    />
  );
}

function sectionsOf(outcome: Outcome, {dryRun}: ImportRequest, text: Text): Section[] {
  if ('refusal' in outcome) {
    const {explanation, details} = outcome.refusal;
    return [
      linesSection(text.t('screens.import.refused'), [
        {text: text.say(explanation), tone: 'bad'},
        ...details.map(detail => ({text: `${placeOf(detail)}${text.say(detail.message)}`})),
      ]),
    ];
  }
  const {tables, warnings} = outcome.result;
  const lines = tables.map(({table, inserted, updated, unchanged}) => ({
    text: `${cell(text.caption(table), 34)} ${[inserted, updated, unchanged].map(count => cell(text.count(count), 11, 'right')).join(' ')}`,
  }));
  const heads = ['inserted', 'updated', 'unchanged'].map(key => cell(text.t(`files.result.${key}`), 11, 'right'));
  return [
    linesSection(text.t(dryRun ? 'screens.import.dryDone' : 'screens.import.done'), [
      {text: `${cell('', 34)} ${heads.join(' ')}`, tone: 'quiet'},
      ...lines,
    ]),
    linesSection(
      text.t('screens.import.warnings', {count: warnings.length}),
      warnings.map(warning => ({text: text.say(warning.message), tone: 'warning' as const})),
    ),
  ];
}

function placeOf({file, line, column}: ErrorDetail): string {
  const place = [file, line, column].filter(part => part !== undefined).join(':');
  return place === '' ? '' : `${place}: `;
}
