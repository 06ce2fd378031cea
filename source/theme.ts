/**
 * Colours by what they mean. No component names a colour, and none carries a meaning alone: what is selected has a
 * mark beside it, what differs is a figure, what is wrong says so in words.
 */
export type Tone = 'plain' | 'title' | 'quiet' | 'heading' | 'selected' | 'strong' | 'good' | 'warning' | 'bad' | 'key';

/** Style props of a piece of text. */
interface Style {
  readonly color?: string;
  readonly bold?: boolean;
  readonly inverse?: boolean;
  readonly dimColor?: boolean;
  readonly underline?: boolean;
}

export type Theme = Readonly<Record<Tone, Style>>;

const colourful: Theme = {
  plain: {},
  title: {bold: true, color: 'cyan'},
  quiet: {dimColor: true},
  heading: {bold: true, underline: true},
  selected: {inverse: true},
  strong: {bold: true},
  good: {color: 'green'},
  warning: {color: 'yellow'},
  bad: {color: 'red', bold: true},
  key: {color: 'cyan'},
};

/** The same meanings without colour (NO_COLOR, --no-color). */
export const colourless: Theme = Object.fromEntries(
  Object.entries(colourful).map(([tone, {color: _, ...style}]) => [tone, style]),
) as Record<Tone, Style>;

/** NO_COLOR counts where it is there and not empty (no-color.org). */
export function themeFor(environment: NodeJS.ProcessEnv, colour = true): Theme {
  return colour && !environment['NO_COLOR'] ? colourful : colourless;
}

/**
 * Whether a terminal draws block characters: not the Linux console or a dumb terminal, and not where the locale's
 * characters are other than UTF-8. Windows consoles name no locale, and draw them.
 */
export function drawsBlocks(environment: NodeJS.ProcessEnv, platform: string): boolean {
  if (/^(dumb|linux)$/.test(environment['TERM'] ?? '')) return false;
  const locale = environment['LC_ALL'] || environment['LC_CTYPE'] || environment['LANG'] || '';
  return platform === 'win32' || /utf-?8/i.test(locale);
}
