/** One line of the item journal with all its columns, each typed as in the grid. */
import type {ReactNode} from 'react';
import {cell, cut, widthOf} from '../../components/cells.js';
import {Lines, line} from '../../components/lines.js';
import {Loading} from '../../components/loading.js';
import {Menu} from '../../components/menu.js';
import {START, scrollBy, type Scroll} from '../../components/scroll.js';
import type {Need} from '../../keys.js';
import type {Text} from '../../text.js';
import type {PageProps} from '../index.js';
import {useKept, useSession} from '../session.js';
import {EDITOR_HEIGHT} from './cell-editor.js';
import {columnNames, shownCell} from './cells.js';
import {useCellEditing} from './use-cell-editing.js';
import {useJournal} from './use-journal.js';

export const journalLineTitle = ({line: at}: {readonly line: number}, text: Text): string =>
  text.t('screens.journal.lineTitle', {line: at + 1});

export function JournalLinePage({parameters, width, height}: PageProps<'journal-line'>): ReactNode {
  const {program} = useSession();
  const {text, readOnly} = program;
  const journal = useJournal();
  const [scroll, setScroll] = useKept<Scroll>(START);
  const editing = useCellEditing(journal, width, height);
  const room = height - EDITOR_HEIGHT;
  const values = journal.lines?.[parameters.line];
  if (!journal.lines) return <Loading words={text.t('screens.loading')} scopes={['journal']} height={height} />;
  if (!values) return <Lines height={height} lines={[line(text.t('screens.card.gone'), 'quiet')]} />;
  if (editing.over) return editing.over;
  const captionWidth = Math.max(...columnNames.map(name => widthOf(text.caption(name))));
  const rows = columnNames.map(name =>
    cut(`${cell(text.caption(name), captionWidth)}  ${shownCell(name, values[name] ?? '', text)}`, width - 2),
  );
  const edit = () => {
    const name = columnNames[scroll.selected];
    if (name) {
      editing.edit(parameters.line, name, () => setScroll(before => scrollBy(before, 1, columnNames.length, room)));
    }
  };
  return (
    <>
      <Menu
        rows={rows}
        scroll={scroll}
        onScroll={setScroll}
        width={width}
        height={room}
        scopes={['journal']}
        missing={new Set<Need>(readOnly ? ['write'] : [])}
        handlers={{edit}}
      />
      {editing.below ?? <Lines height={EDITOR_HEIGHT} lines={[]} />}
    </>
  );
}
