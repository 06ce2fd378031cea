/**
 * A report as a table: groups open and close, every column can be sorted by, a figure leads to its entries, and what
 * is shown can be written to a file.
 */
import {useMemo, useRef, useState, type ReactNode} from 'react';
import {cut} from '../../components/cells.js';
import {clean} from '../../components/clean.js';
import {useKeys} from '../../components/keyboard.js';
import {Lines, line} from '../../components/lines.js';
import {scrollHandlers} from '../../components/menu.js';
import {scrollBy, type Scroll, START} from '../../components/scroll.js';
import {Working} from '../../components/working.js';
import {type PeriodLength, periodLengths} from '../../domain/reports/trend.js';
import type {Report} from '../../domain/reports/report.js';
import type {Text} from '../../text.js';
import type {PageProps} from '../index.js';
import {headerOf, layoutColumns} from '../list/presentation.js';
import {useDatabase, useKept, useOpen, useSession} from '../session.js';
import {useJob} from '../use-job.js';
import {arrangeRows, groupsOf, rowsBehind, type ReportSorting, type ShownRow} from './arrange.js';
import {entriesBehind} from './behind.js';
import {reportOf} from './definitions.js';
import {ExportInput} from './export-input.js';
import type {ChartRequest, ReportRequest} from './parameters.js';
import {cellsOf, FROZEN, headingOf, labelOf, listColumn, seenColumns, tableLine, tableWidths} from './table-lines.js';

interface ReportState {
  readonly scroll: Scroll;
  readonly column: number;
  readonly left: number;
  /** Numbers of the groups that are closed. */
  readonly closed: readonly number[];
  readonly sorting?: ReportSorting;
  readonly report?: Report;
}

type Update = (change: (state: ReportState) => ReportState) => void;

export const reportTitle = ({report}: Pick<ReportRequest, 'report'>, text: Text): string =>
  text.t(reportOf(report).title);

export function ReportPage({parameters, width, height}: PageProps<'report'>): ReactNode {
  const {program} = useSession();
  const [state, update] = useKept<ReportState>({scroll: START, column: 0, left: FROZEN, closed: []});
  const {report} = state;
  const job = useJob(context => reportOf(parameters.report).read(parameters.values, program.workDate)(context), {
    isWanted: !report,
    onResult: made => update(before => ({...before, report: made})),
  });
  if (!report) return <Working job={job} scopes={['table']} text={program.text} width={width} height={height} />;
  return <ReportTable report={report} state={state} update={update} width={width} height={height} />;
}

/** Lines around the rows: what the report covers, two of headings, and the one that says where one is. */
const AROUND = 4;

interface TableProps {
  readonly report: Report;
  readonly state: ReportState;
  readonly update: Update;
  readonly width: number;
  readonly height: number;
}

function ReportTable({report, state, update, width, height}: TableProps): ReactNode {
  const {program} = useSession();
  const {text} = program;
  const [isExporting, setExporting] = useState(false);
  const remembered = useRef<number[]>([]);
  const rows = useMemo(
    () => arrangeRows(report, new Set(state.closed), state.sorting, sentence => text.say(sentence)),
    [report, state.closed, state.sorting, text],
  );
  const columns = seenColumns(report);
  const captions = columns.map(column => headingOf(column, text));
  const notes = report.notes.map(note => line(cut(text.say(note), width), 'warning'));
  const room = Math.max(1, height - AROUND - notes.length);
  const {selected, top} = scrollBy(state.scroll, 0, rows.length, room);
  const seen = rows.slice(top, top + room);
  const cells = seen.map(row => cellsOf(row, columns, text));
  remembered.current = tableWidths(columns, captions, cells, remembered.current);
  const layout = layoutColumns(remembered.current, FROZEN, state.column, state.left, width);
  const current = rows[selected];
  useTableKeys({report, state, update}, rows, current, {room, left: layout.left}, () => setExporting(true));

  const covers = report.header.map(part => text.say(part)).join(' · ');
  const body = seen.map((row, index) =>
    tableLine(
      row,
      cells[index] ?? [],
      columns,
      layout,
      {isSelected: top + index === selected, column: state.column},
      text,
    ),
  );
  return (
    <>
      <Lines
        height={height - 1 - notes.length}
        lines={[
          line(cut(clean(covers), width), 'quiet'),
          ...(rows.length > 0 ? headerOf(captions, columns.map(listColumn), layout, FROZEN) : []),
          ...body,
        ]}
      />
      <Lines height={notes.length} lines={notes} />
      {isExporting ? (
        <ExportInput
          report={{...report, rows: rows.map(({row}) => row)}}
          width={width}
          onDone={() => setExporting(false)}
        />
      ) : (
        <Lines height={1} lines={[line(cut(statusOf(report, rows, selected, state, text), width), 'quiet')]} />
      )}
    </>
  );
}

/** Where one is, and the whole of what may be cut above. */
function statusOf(
  report: Report,
  rows: readonly ShownRow[],
  selected: number,
  {column: place, sorting}: ReportState,
  text: Text,
): string {
  const current = rows[selected];
  if (!current) return '';
  const columns = seenColumns(report);
  const column = columns[place];
  const value = cellsOf(current, columns, text)[place] ?? '';
  const sorted = columns.find(({key}) => key === sorting?.key);
  return [
    text.t('screens.list.row', {number: text.count(selected + 1), count: text.count(rows.length)}),
    ...(current.row.kind === 'row' ? [] : [labelOf(current, text).replace(/^[-+\s]+/, '')]),
    ...(column && value !== '' ? [`${headingOf(column, text)}: ${value}`] : []),
    ...(column && value === '' && column !== sorted
      ? [text.t('screens.list.column', {column: headingOf(column, text)})]
      : []),
    ...(sorted
      ? [
          text.t(sorting?.descending ? 'screens.list.descending' : 'screens.list.ascending', {
            column: headingOf(sorted, text),
          }),
        ]
      : []),
  ].join(' · ');
}

function useTableKeys(
  {report, state, update}: Pick<TableProps, 'report' | 'state' | 'update'>,
  rows: readonly ShownRow[],
  current: ShownRow | undefined,
  {room, left}: {readonly room: number; readonly left: number},
  onExport: () => void,
): void {
  const {program, say} = useSession();
  const {text} = program;
  const database = useDatabase();
  const open = useOpen();
  const columns = seenColumns(report);
  const key = columns[state.column]?.key ?? '';
  const groups = groupsOf(report);
  const toColumn = (to: number) =>
    update(before => ({...before, column: Math.max(0, Math.min(columns.length - 1, to)), left}));
  /** The group of the current row. Its heading is selected then, so that one sees what was closed. */
  const toggle = () => {
    if (!current) return;
    const at = rows.slice(0, rows.indexOf(current) + 1).findLastIndex(({group}) => group !== undefined);
    const group = rows[at]?.group;
    if (group === undefined) return;
    update(before => ({
      ...before,
      scroll: {...before.scroll, selected: at},
      closed: before.closed.includes(group) ? before.closed.filter(one => one !== group) : [...before.closed, group],
    }));
  };
  const drillDown = () => {
    if (!current) return;
    if (current.group !== undefined) return toggle();
    const [first, ...others] = rowsBehind(report, current.row);
    const opening = first && entriesBehind(report, [first, ...others], key, database.dialect, text);
    if (opening) open(opening);
    else say(text.t('screens.reports.noEntries'));
  };
  const hasChart = report.name === 'valuation' || report.name === 'trend';
  useKeys({
    scopes: ['table'],
    missing: new Set(current ? [] : (['row'] as const)),
    handlers: {
      ...scrollHandlers(rows.length, room, change => update(before => ({...before, scroll: change(before.scroll)}))),
      left: () => toColumn(state.column - 1),
      right: () => toColumn(state.column + 1),
      open: drillDown,
      sort: () => update(before => ({...sorted(before, key), scroll: START})),
      export: onExport,
      again: () => update(({report: _, ...before}) => before),
      ...(hasChart ? {chart: () => open({page: 'chart', parameters: chartRequest(report)})} : {}),
      ...(groups.length > 0
        ? {
            toggle,
            'toggle-groups': () =>
              update(before => ({...before, scroll: START, closed: before.closed.length > 0 ? [] : groups})),
          }
        : {}),
    },
  });
}

/** First press sorts by the column, the second the other way round, the third as the report has it. */
function sorted({sorting, ...state}: ReportState, key: string): ReportState {
  if (sorting?.key !== key) return {...state, sorting: {key, descending: false}};
  return sorting.descending ? state : {...state, sorting: {key, descending: true}};
}

/** The days and filters of a report, month by month unless it has steps of its own. */
function chartRequest({parameters}: Report): ChartRequest {
  const named = (name: string) => String(parameters[name] ?? '');
  const period: PeriodLength = periodLengths.find(length => length === parameters['period']) ?? 'month';
  return {from: named('from'), to: named('to'), item: named('item'), location: named('location'), period};
}
