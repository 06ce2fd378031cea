/** The matrix with a cell cursor: Enter opens what a cell is made of, Esc comes back to the same cell. */
import type {ReactNode} from 'react';
import {formatDate} from '../../domain/dates.js';
import {useKeys} from '../../components/keyboard.js';
import {Lines} from '../../components/lines.js';
import {progressLines} from '../../components/progress.js';
import {clean} from '../../components/clean.js';
import type {Cause} from '../../domain/reconciliation/causes.js';
import type {Place} from '../../domain/reconciliation/places.js';
import {loadMatrix, reconcile, type Matrix} from '../../jobs/reconcile.js';
import {filtersCodes, type LedgerFilters} from '../../store/ledger-filters.js';
import type {Need} from '../../keys.js';
import type {Text} from '../../text.js';
import type {PageProps} from '../index.js';
import {useKept, useOpen, useSession} from '../session.js';
import type {Opening} from '../stack.js';
import {useJob} from '../use-job.js';
import {type GridCell, gridOf, type Target} from './grid.js';
import {type GridCursor, layoutGrid, matrixLines} from './matrix-lines.js';
import type {MatrixParameters} from './parameters.js';

interface MatrixState {
  readonly cursor: GridCursor;
  readonly matrix?: Matrix;
  readonly causes?: ReadonlyMap<Place, readonly Cause[]>;
}

export function matrixTitle({filters}: MatrixParameters, text: Text): string {
  const parts = filterWords(filters);
  return [text.t('reconciliation.title'), ...(parts ? [parts] : [])].join(' · ');
}

export function filterWords({from = '', to = '', item, location}: LedgerFilters): string {
  const dates = from || to ? [`${formatDate(from)}..${formatDate(to)}`] : [];
  return clean([...dates, ...(item ? [item] : []), ...(location ? [location] : [])].join(', '));
}

export function MatrixPage({parameters, width, height}: PageProps<'matrix'>): ReactNode {
  const {filters, showWarning} = parameters;
  const {program, say} = useSession();
  const {text} = program;
  const open = useOpen();
  const [state, update] = useKept<MatrixState>({cursor: {row: 0, column: 0, left: 1}});
  const {matrix, causes, cursor} = state;
  // Under an item or location filter the G/L side itself comes from the entries' relations.
  const isWhole = !filtersCodes(filters);
  const totals = useJob(context => loadMatrix(context, filters), {
    isWanted: isWhole && !matrix,
    onResult: result => update(before => ({...before, matrix: result})),
  });
  const differs = matrix?.lines.some(({difference}) => difference !== 0n) ?? false;
  const search = useJob(context => reconcile(context, filters), {
    isWanted: !causes && (!isWhole || differs),
    onResult: found => update(before => ({...before, matrix: found, causes: found.causes})),
  });

  const isLooking = search.isRunning;
  const grid = matrix && gridOf(matrix, causes ? {causes} : undefined, {showWarning, isLooking}, text);
  const layout = grid && layoutGrid(grid, cursor, width);
  const rows = grid?.rows.length ?? 1;
  const columns = (grid?.headings.length ?? 2) - 1;
  const cell = grid?.rows[cursor.row]?.cells[cursor.column];
  const move = (by: {row?: number; column?: number}) =>
    update(before => ({...before, cursor: moved(before.cursor, by, rows, columns, layout?.left ?? 1)}));

  const explain = (place: Place, isWarning: boolean) => {
    const line = matrix?.lines.find(({name}) => name === place);
    if (!line || line.difference === 0n) return say(text.t('screens.reconciliation.noDifference'));
    if (!causes) return say(text.t('screens.reconciliation.looking'));
    const found = causes.get(place) ?? [];
    open({page: isWarning ? 'warning' : 'causes', parameters: {place, difference: line.difference, causes: found}});
  };
  const job = isWhole ? totals : search;
  useKeys({
    scopes: ['matrix'],
    isWorking: !grid && job.failure === undefined,
    missing: new Set<Need>(cell?.target ? [] : ['row']),
    handlers: {
      up: () => move({row: -1}),
      down: () => move({row: 1}),
      left: () => move({column: -1}),
      right: () => move({column: 1}),
      'page-up': () => move({row: -rows}),
      'page-down': () => move({row: rows}),
      first: () => move({row: -rows, column: -columns}),
      last: () => move({row: rows, column: columns}),
      open: () => cell && openTarget(cell, filters, open, explain),
      explain: () => cell?.place && explain(cell.place, true),
      again: () => update(before => ({cursor: before.cursor})),
    },
  });
  if (!grid || !layout) return <Lines height={height} lines={progressLines(job, text, width)} />;
  const lines = matrixLines(grid, cursor, layout);
  return <Lines height={height} lines={lines} />;
}

function moved(
  cursor: GridCursor,
  {row = 0, column = 0}: {row?: number; column?: number},
  rows: number,
  columns: number,
  left: number,
): GridCursor {
  const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
  return {row: within(cursor.row + row, rows), column: within(cursor.column + column, columns), left};
}

function openTarget(
  {target, text}: GridCell,
  filters: LedgerFilters,
  open: (opening: Opening) => void,
  explain: (place: Place, isWarning: boolean) => void,
): void {
  if (!target || (text === '' && target.type !== 'causes' && target.type !== 'warning')) return;
  const behind = (one: Extract<Target, {type: 'items' | 'accounts'}>) =>
    open({page: 'drill-down', parameters: {filters, target: one}});
  if (target.type === 'items' || target.type === 'accounts') behind(target);
  else explain(target.place, target.type === 'warning');
}
