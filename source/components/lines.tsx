/** The body of every screen: lines of spans. One `<Text>` a line keeps a full screen at a few milliseconds. */
import {Box, Text as InkText} from 'ink';
import {createContext, useContext, type ReactNode} from 'react';
import {colourless, type Theme, type Tone} from '../theme.js';

export interface Span {
  readonly text: string;
  readonly tone?: Tone;
}

/** A line of a screen: already fitted to its width, cleaned of control characters. */
export type Line = readonly Span[];

export const line = (text: string, tone?: Tone): Line => [{text, tone}];
export const textOf = (spans: Line): string => spans.map(span => span.text).join('');

export const ThemeContext = createContext<Theme>(colourless);

/** React's names for the lines of a screen and the spans of a line: what stands at a place is that place. */
const PLACES = Array.from({length: 1000}, (_, place) => `at-${place}`);

/** Exactly `height` lines: longer content is cut, shorter is filled up, so that a frame never outgrows the window. */
export function Lines({lines, height}: {lines: readonly Line[]; height: number}): ReactNode {
  const theme = useContext(ThemeContext);
  const shown = lines.slice(0, Math.max(0, height));
  return (
    <Box flexDirection="column" height={Math.max(0, height)} flexShrink={0} overflow="hidden">
      {shown.map((spans, index) => (
        <InkText key={PLACES[index]} wrap="truncate">
          {textOf(spans) === ''
            ? ' '
            : spans.map((span, place) => (
                <InkText key={PLACES[place]} {...theme[span.tone ?? 'plain']}>
                  {span.text}
                </InkText>
              ))}
        </InkText>
      ))}
    </Box>
  );
}
