/** The search: type a part of a page's name, in English or Norwegian, and open it. */
import {useState, type ReactNode} from 'react';
import {START, scrollBy} from '../../components/scroll.js';
import {menuLines} from '../../components/menu.js';
import {Lines, line} from '../../components/lines.js';
import {inputLine} from '../../components/text-input.js';
import {useTextInput} from '../../components/use-text-input.js';
import {searchEntries} from '../index.js';
import {useSession} from '../session.js';
import {findNames} from './match.js';

export function Search({width, height, onDone}: {width: number; height: number; onDone: () => void}): ReactNode {
  const {program, dispatch} = useSession();
  const {text} = program;
  const [typed, setTyped] = useState('');
  const [scroll, setScroll] = useState(START);
  const found = findNames(typed, searchEntries());
  const room = height - 3;
  const input = useTextInput({
    initial: '',
    onCancel: onDone,
    onChange: value => {
      setTyped(value);
      setScroll(START);
    },
    onMove: by => setScroll(before => scrollBy(before, by, found.length, room)),
    onAccept: () => {
      const chosen = found[scroll.selected];
      if (!chosen) return;
      onDone();
      dispatch({type: 'push', opening: chosen.opening});
    },
  });
  const language = text.language;
  const names = found.map(({names: [en = '', nb = '']}) => (language === 'nb' ? nb : en));
  return (
    <>
      <Lines height={2} lines={[inputLine(text.t('screens.search.prompt'), input, width)]} />
      <Lines
        height={room}
        lines={
          found.length === 0 ? [line(text.t('screens.search.nothing'), 'quiet')] : menuLines(names, scroll, width, room)
        }
      />
    </>
  );
}
