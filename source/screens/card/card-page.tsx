/** One row of a table with all its fields, and the way to its other sides. */
import type {ReactNode} from 'react';
import {cell, widthOf, cut} from '../../components/cells.js';
import {START, type Scroll} from '../../components/scroll.js';
import {Menu} from '../../components/menu.js';
import {Loading} from '../../components/loading.js';
import type {Text} from '../../text.js';
import type {PageProps} from '../index.js';
import {listOf} from '../list/definitions.js';
import {shownValue} from '../list/presentation.js';
import {missingSides, sideHandlers} from '../list/sides.js';
import type {CardParameters} from '../pages.js';
import {useKept, useLoaded, useOpen, useText} from '../session.js';

export function cardTitle({list, key}: CardParameters, text: Text): string {
  return `${text.caption(listOf(list).table.name)} ${key.join(' · ')}`;
}

export function CardPage({parameters, width, height}: PageProps<'card'>): ReactNode {
  const {table} = listOf(parameters.list);
  const text = useText();
  const open = useOpen();
  const [scroll, setScroll] = useKept<Scroll>(START);
  const loaded = useLoaded(`card ${parameters.list} ${parameters.key.join(' ')}`, async database => ({
    row: (await database.find(table, ...parameters.key)) as Record<string, unknown> | undefined,
  }));
  if (!loaded) return <Loading words={text.t('screens.loading')} scopes={['card']} height={height} />;
  const {row} = loaded;
  const captionWidth = Math.min(44, Math.max(...table.fields.map(field => widthOf(text.caption(field.caption)))));
  const rows = row
    ? table.fields.map(field =>
        cut(
          `${cell(text.caption(field.caption), captionWidth)}  ${shownValue(field.kind, row[field.property], text)}`,
          width - 2,
        ),
      )
    : [text.t('screens.card.gone')];
  return (
    <Menu
      rows={rows}
      scroll={scroll}
      onScroll={setScroll}
      width={width}
      height={height}
      scopes={['card']}
      handlers={sideHandlers(table.name, row, open, text)}
      missing={missingSides(table.name, row)}
    />
  );
}
