/**
 * The terminal interface: the screen on top of the stack in its frame, the search and the help over it, and the
 * keys that work everywhere.
 */
import {useApp, useWindowSize} from 'ink';
import {useCallback, useMemo, useReducer, useState, type ReactNode} from 'react';
import {bodyHeight, Frame} from '../components/frame.js';
import {footerLine, helpRows} from '../components/footer.js';
import {Activity, Keyboard, useAvailableKeys, useKeys, type KeyLayer} from '../components/keyboard.js';
import {cut, wrap} from '../components/cells.js';
import {clean} from '../components/clean.js';
import {Lines, line, ThemeContext, type Line} from '../components/lines.js';
import type {Need} from '../keys.js';
import type {Theme} from '../theme.js';
import {Help} from './help.js';
import {pages} from './index.js';
import {Search} from './search/search.js';
import {SessionContext, type Company, type Program, type Session} from './session.js';
import {opened, stackReducer, top, type Opening} from './stack.js';

/** The smallest window that everything is drawn for. */
const LEAST = {columns: 80, rows: 24};

interface Said {
  readonly sentence: string;
  readonly tone: 'good' | 'bad';
}

export interface AppProps {
  readonly program: Program;
  readonly company: Company | undefined;
  readonly theme: Theme;
  readonly start?: Opening;
  /** Tells what is under way, for whoever waits until the screen is at rest. */
  readonly activity?: Activity;
}

export function App({program, company: first, theme, start, activity: given}: AppProps): ReactNode {
  const {exit} = useApp();
  const size = useWindowSize();
  const [activity] = useState(() => given ?? new Activity());
  const [stack, dispatch] = useReducer(stackReducer, opened(start ?? {page: 'home', parameters: {}}));
  const [company, setCompany] = useState(first);
  const [version, setVersion] = useState(0);
  const [said, setSaid] = useState<Said>();
  const say = useCallback(
    (sentence: string, tone: 'good' | 'bad' = 'bad') => setSaid({sentence: clean(sentence), tone}),
    [],
  );
  const fail = useCallback((error: unknown) => exit(error instanceof Error ? error : new Error(String(error))), [exit]);
  const changed = useCallback(() => setVersion(before => before + 1), []);
  const record = top(stack);
  const session: Session = useMemo(
    () => ({
      program,
      company,
      size,
      record,
      depth: stack.length - 1,
      dispatch,
      say,
      fail,
      setCompany,
      version,
      changed,
    }),
    [program, company, size, record, stack.length, say, fail, version, changed],
  );
  const refuse = useCallback((need: Need) => say(program.text.t(`screens.disabled.${need}`)), [program, say]);
  return (
    <ThemeContext value={theme}>
      <SessionContext value={session}>
        <Keyboard onRefused={refuse} onKey={() => setSaid(undefined)} activity={activity}>
          <Screen session={session} said={said} onQuit={exit} />
        </Keyboard>
      </SessionContext>
    </ThemeContext>
  );
}

/** The screen on top, what lies over it, and the frame around both. */
function Screen({session, said, onQuit}: {session: Session; said: Said | undefined; onQuit: () => void}): ReactNode {
  const {record, size, program, company} = session;
  const {text} = program;
  const [over, setOver] = useState<'search' | 'help'>();
  const [shownKeys, setShownKeys] = useState<readonly KeyLayer[]>([]);
  const layers = useAvailableKeys();
  const page = pages[record.page];
  useGlobalKeys(
    session,
    onQuit,
    () => setOver('search'),
    () => {
      setShownKeys(layers);
      setOver('help');
    },
  );
  const isSmall = size.columns < LEAST.columns || size.rows < LEAST.rows;
  if (isSmall) return <TooSmall session={session} />;
  const message = messageLines(said, size.columns);
  const height = bodyHeight(size.rows, message);
  const title = page.title(record.parameters as never, text);
  return (
    <Frame
      title={clean(title)}
      aside={clean(company?.where ?? '')}
      columns={size.columns}
      rows={size.rows}
      footer={footerLine(layers, text, size.columns)}
      message={message}
    >
      {over === 'search' ? (
        <Search width={size.columns} height={height} onDone={() => setOver(undefined)} />
      ) : over === 'help' ? (
        <Help rows={helpRows(shownKeys, text)} width={size.columns} height={height} onDone={() => setOver(undefined)} />
      ) : (
        <page.component key={record.id} parameters={record.parameters as never} width={size.columns} height={height} />
      )}
    </Frame>
  );
}

/** As many lines as the sentence needs, three at most; always one, so that the screen does not move. */
function messageLines(said: Said | undefined, columns: number): Line[] {
  if (!said) return [line('')];
  return wrap(said.sentence, columns)
    .slice(0, 3)
    .map(words => line(words, said.tone));
}

function useGlobalKeys(session: Session, onQuit: () => void, onSearch: () => void, onHelp: () => void): void {
  const {company, depth, dispatch, changed} = session;
  useKeys({
    scopes: ['everywhere'],
    handlers: {
      quit: onQuit,
      help: onHelp,
      reload: changed,
      ...(depth > 0 ? {back: () => dispatch({type: 'pop'})} : {}),
      ...(company ? {search: onSearch} : {}),
    },
  });
}

/** A window that nothing fits into says so; the screens come back as they were when it grows. */
function TooSmall({session: {size, program}}: {session: Session}): ReactNode {
  const words = program.text.t('screens.tooSmall', {
    columns: size.columns,
    rows: size.rows,
    least: `${LEAST.columns}×${LEAST.rows}`,
  });
  return <Lines height={Math.max(1, Math.min(2, size.rows))} lines={[line(cut(words, size.columns), 'warning')]} />;
}
