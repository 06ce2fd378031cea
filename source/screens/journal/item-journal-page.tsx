/** The item journal: lines in a grid, typed cell by cell, then checked, previewed and posted. */
import {useState, type ReactNode} from 'react';
import {cut} from '../../components/cells.js';
import {clean} from '../../components/clean.js';
import {Confirm} from '../../components/confirm.js';
import {useKeys} from '../../components/keyboard.js';
import {Lines, line} from '../../components/lines.js';
import {scrollHandlers} from '../../components/menu.js';
import {scrollBy, scrollTo, type Scroll} from '../../components/scroll.js';
import type {JournalColumnName} from '../../jobs/item-journal.js';
import type {Need} from '../../keys.js';
import {item} from '../../store/tables/index.js';
import type {PageProps} from '../index.js';
import {useGuarded, useKept, useLoaded, useOpen, useSession} from '../session.js';
import {EDITOR_HEIGHT} from './cell-editor.js';
import {gridOf} from './grid.js';
import {useCellEditing} from './use-cell-editing.js';
import {useJournal} from './use-journal.js';

interface GridState {
  readonly scroll: Scroll;
  readonly column: number;
}

/** Lines around the rows: two of headers, two for the editor or what is said of the line. */
const AROUND = 2 + EDITOR_HEIGHT;

export function ItemJournalPage({parameters, width, height}: PageProps<'item-journal'>): ReactNode {
  const {program} = useSession();
  const {text, readOnly} = program;
  const guarded = useGuarded();
  const open = useOpen();
  const journal = useJournal();
  const [state, update] = useKept<GridState>({
    scroll: {selected: (parameters.line ?? 1) - 1, top: 0},
    column: columnAt(parameters.column, text, width),
  });
  const [asked, setAsked] = useState<'post' | 'delete'>();
  const editing = useCellEditing(journal, width, height);
  const lines = journal.lines ?? [];
  const room = height - AROUND;
  const {selected, top} = scrollBy(state.scroll, 0, lines.length, room);
  const grid = gridOf(lines.slice(top, top + room), top, selected, state.column, text, width);
  const last = grid.columns.length - 1;
  const column = grid.columns[Math.min(state.column, last)];
  const itemNo = lines[selected]?.['Item No.'] ?? '';
  const about = useLoaded(`item ${itemNo}`, async database => (await database.find(item, itemNo))?.description ?? '');
  const setScroll = (change: (scroll: Scroll) => Scroll) =>
    update(before => ({...before, scroll: change(before.scroll)}));
  const toColumn = (to: number) => update(before => ({...before, column: Math.max(0, Math.min(last, to))}));

  /** Edits a cell and moves on; a new line goes on to its next cell by itself. */
  const edit = (row: number, at: number, goesOn: boolean) => {
    const name = grid.columns[at];
    if (!name) return;
    toColumn(at);
    editing.edit(row, name, () => {
      toColumn(at + 1);
      if (goesOn && at < last) edit(row, at + 1, true);
    });
  };
  const add = () =>
    guarded(async () => {
      const row = await journal.addAfter(selected);
      setScroll(scroll => scrollTo(scroll, row, lines.length + 1, room));
      edit(row, 0, true);
    });
  useKeys({
    scopes: ['journal'],
    isLoading: !journal.lines,
    missing: new Set<Need>([
      ...(lines.length === 0 ? (['row'] as const) : []),
      ...(readOnly ? ['write' as const] : []),
    ]),
    handlers: {
      ...scrollHandlers(lines.length, room, setScroll),
      left: () => toColumn(Math.min(state.column, last) - 1),
      right: () => toColumn(state.column + 1),
      edit: () => edit(selected, Math.min(state.column, last), false),
      'new-row': add,
      'line-card': () => open({page: 'journal-line', parameters: {line: selected}}),
      'delete-line': () => setAsked('delete'),
      'check-lines': () => open({page: 'journal-report', parameters: {action: 'check'}}),
      preview: () => open({page: 'journal-report', parameters: {action: 'preview'}}),
      'post-lines': () => setAsked('post'),
    },
  });

  if (asked) {
    const isPost = asked === 'post';
    return (
      <Confirm
        question={
          isPost
            ? text.t('screens.journal.confirmPost', {count: lines.length})
            : text.t('screens.journal.confirmDelete', {line: selected + 1})
        }
        yes={text.t('screens.yes')}
        no={text.t('screens.no')}
        width={width}
        height={height}
        onYes={() => {
          setAsked(undefined);
          if (isPost) open({page: 'journal-report', parameters: {action: 'post'}});
          else guarded(() => journal.remove(selected));
        }}
        onNo={() => setAsked(undefined)}
      />
    );
  }
  if (editing.over) return editing.over;
  const where = text.t('screens.journal.where', {
    line: Math.min(selected + 1, lines.length),
    count: lines.length,
    column: {caption: column ?? ''},
  });
  return (
    <>
      <Lines
        height={height - EDITOR_HEIGHT}
        lines={
          journal.lines === undefined
            ? [line(text.t('screens.loading'), 'quiet')]
            : lines.length === 0
              ? [...grid.header, line(cut(text.t('screens.journal.start'), width), 'quiet')]
              : [...grid.header, ...grid.rows]
        }
      />
      {editing.below ?? (
        <Lines
          height={EDITOR_HEIGHT}
          lines={[line(cut(clean(about ?? ''), width), 'quiet'), line(cut(where, width), 'quiet')]}
        />
      )}
    </>
  );
}

/** The place of a column in the grid; the first where it is not shown. */
function columnAt(caption: string | undefined, text: Parameters<typeof gridOf>[4], width: number): number {
  return Math.max(0, gridOf([], 0, 0, 0, text, width).columns.indexOf(caption as JournalColumnName));
}
