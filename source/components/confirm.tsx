/** A question before something that is hard to undo. `No` is selected first; Esc is no. */
import {Box, Text as InkText} from 'ink';
import SelectInput, {type IndicatorProps, type ItemProps} from 'ink-select-input';
import {useContext, useState, type ReactNode} from 'react';
import {wrap} from './cells.js';
import {useKeys} from './keyboard.js';
import {Lines, line, ThemeContext} from './lines.js';

export interface ConfirmProps {
  readonly question: string;
  readonly yes: string;
  readonly no: string;
  readonly width: number;
  readonly height: number;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

export function Confirm({question, yes, no, width, height, onYes, onNo}: ConfirmProps): ReactNode {
  const [isYes, setYes] = useState(false);
  // The list hears no key itself: those typed ahead have to wait in the queue of the keyboard like all others.
  useKeys({
    scopes: ['question'],
    modal: true,
    handlers: {
      up: () => setYes(false),
      down: () => setYes(true),
      accept: () => (isYes ? onYes() : onNo()),
      cancel: onNo,
    },
  });
  const words = wrap(question, width).slice(0, height - 3);
  return (
    <Box flexDirection="column" height={height}>
      <Lines height={words.length + 1} lines={words.map(one => line(one, 'warning'))} />
      <SelectInput
        key={String(isYes)}
        isFocused={false}
        initialIndex={isYes ? 1 : 0}
        items={[
          {label: no, value: 'no'},
          {label: yes, value: 'yes'},
        ]}
        indicatorComponent={Mark}
        itemComponent={Choice}
      />
    </Box>
  );
}

const Mark = ({isSelected = false}: IndicatorProps): ReactNode => <InkText>{isSelected ? '> ' : '  '}</InkText>;

function Choice({isSelected = false, label}: ItemProps): ReactNode {
  const theme = useContext(ThemeContext);
  return <InkText {...(isSelected ? theme.selected : theme.plain)}>{label}</InkText>;
}
