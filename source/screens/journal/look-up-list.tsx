/** Choosing what a cell of the item journal names: type a part of it, move, Enter. */
import {useRef, useState, type ReactNode} from 'react';
import {cell, cut} from '../../components/cells.js';
import {Lines, line} from '../../components/lines.js';
import {menuLines} from '../../components/menu.js';
import {START, scrollBy} from '../../components/scroll.js';
import {inputLine} from '../../components/text-input.js';
import {useTextInput} from '../../components/use-text-input.js';
import type {JournalColumnName} from '../../jobs/item-journal.js';
import {columnWidths, shownValue} from '../list/presentation.js';
import {useDatabase, useGuarded, useLoaded, useText} from '../session.js';
import {optionsBeginning} from './cells.js';
import {type LookUp, lookUpRows} from './look-ups.js';

export interface LookUpListProps {
  readonly column: JournalColumnName;
  /** Undefined where the column is an option: then its values are chosen from. */
  readonly lookUp: LookUp | undefined;
  readonly width: number;
  readonly height: number;
  readonly onPick: (value: string) => unknown;
  readonly onCancel: () => void;
}

interface Choice {
  readonly value: string;
  readonly cells: readonly string[];
}

export function LookUpList({column, lookUp, width, height, onPick, onCancel}: LookUpListProps): ReactNode {
  const text = useText();
  const database = useDatabase();
  const guarded = useGuarded();
  const [typed, setTyped] = useState('');
  const [scroll, setScroll] = useState(START);
  const room = height - 4;
  const columns = (lookUp?.columns ?? []).flatMap(property => lookUp?.table.byProperty.get(property) ?? []);

  const find = async (wanted: string): Promise<Choice[]> => {
    if (!lookUp) {
      return optionsBeginning(column, wanted, text).map(value => ({value, cells: [text.caption(value)]}));
    }
    const rows = await lookUpRows(database, lookUp, wanted);
    return rows.map(row => ({
      value: String(row[lookUp.value]),
      cells: columns.map(field => shownValue(field.kind, row[field.property], text)),
    }));
  };
  const loaded = useLoaded(`look up ${column} ${typed}`, () => find(typed));
  const latest = useRef<readonly Choice[]>(undefined);
  latest.current = loaded ?? latest.current;
  const choices = latest.current;

  const input = useTextInput({
    initial: '',
    onCancel,
    onChange: value => {
      setTyped(value);
      setScroll(START);
    },
    onMove: by => setScroll(before => scrollBy(before, by, choices?.length ?? 0, room)),
    // What was typed may be newer than the rows on the screen.
    onAccept: value =>
      guarded(async () => {
        const chosen = (await find(value))[scroll.selected];
        if (chosen) await onPick(chosen.value);
      }),
  });

  const captions = lookUp ? columns.map(({caption}) => text.caption(caption)) : [text.caption(column)];
  const widths = columnWidths(
    lookUp ? columns : [{caption: column, kind: 'text' as const}],
    captions,
    (choices ?? []).map(({cells}) => cells),
  );
  const joined = (cells: readonly string[]) =>
    cells
      .map((one, index) => cell(one, widths[index] ?? 0))
      .join(' ')
      .trimEnd();
  const title = text.t('screens.setup.choose', {table: {caption: lookUp?.table.listName ?? column}});
  return (
    <Lines
      height={height}
      lines={[
        line(cut(title, width), 'title'),
        inputLine(text.t('screens.journal.search'), input, width),
        line(cut(`  ${joined(captions)}`, width), 'heading'),
        ...(choices?.length === 0 ? [line(text.t('screens.list.empty'), 'quiet')] : []),
        ...menuLines(
          (choices ?? []).map(({cells}) => joined(cells)),
          scroll,
          width,
          room,
        ),
      ]}
    />
  );
}
