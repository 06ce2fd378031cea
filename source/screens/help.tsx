/** Every key of the screen below, made from the key map. */
import {useState, type ReactNode} from 'react';
import {cell, widthOf} from '../components/cells.js';
import {START} from '../components/scroll.js';
import {Menu} from '../components/menu.js';
import {Lines, line} from '../components/lines.js';
import {useText} from './session.js';

export interface HelpProps {
  readonly rows: readonly {keys: string; label: string; note: string}[];
  readonly width: number;
  readonly height: number;
  readonly onDone: () => void;
}

export function Help({rows, width, height, onDone}: HelpProps): ReactNode {
  const text = useText();
  const [scroll, setScroll] = useState(START);
  const keysWidth = Math.max(...rows.map(row => widthOf(row.keys)));
  const lines = rows.map(
    ({keys, label, note}) => `${cell(keys, keysWidth)}  ${label}${note === '' ? '' : ` — ${note}`}`,
  );
  return (
    <>
      <Lines height={2} lines={[line(text.t('screens.help.title'), 'strong')]} />
      <Menu
        rows={lines}
        scroll={scroll}
        onScroll={setScroll}
        width={width}
        height={height - 2}
        scopes={['choice']}
        modal
        handlers={{cancel: onDone, open: onDone}}
      />
    </>
  );
}
