/**
 * Every key binding, as data: one row holds what a key does, where, how it is called, whether the last line of the
 * screen shows it, and what it needs. Dispatch (components/keyboard.tsx), the last line and the help behind `?` all
 * come from these rows.
 */

/** A place where keys have a meaning. A screen takes one or more; `everywhere` is always there but in dialogs. */
export const SCOPES = [
  'everywhere',
  'list',
  'setup',
  'card',
  'form',
  'matrix',
  'report',
  'periods',
  'orders',
  'journal',
  'tree',
  'table',
  'chart',
  'menu',
  'choice',
  'question',
  'input',
] as const;
export type Scope = (typeof SCOPES)[number];

/** What a command must have before it can run: else it says why it cannot (`screens.disabled.<need>`). */
export type Need = 'row' | 'write' | 'itemSide' | 'setupLine' | 'branch' | 'loaded' | 'finished';

export interface Binding {
  readonly command: string;
  /** Names as {@link keyNames} gives them; the first is the one that is shown. */
  readonly keys: readonly string[];
  readonly in: readonly Scope[];
  /** Shown on the last line of the screen; every binding is shown behind `?`. */
  readonly footer?: true;
  readonly needs?: readonly Need[];
  /** The next key waits until this one has done its work: to move, rows may have to be fetched. */
  readonly awaited?: true;
}

const moving: readonly Scope[] = [
  'list',
  'setup',
  'card',
  'form',
  'matrix',
  'report',
  'menu',
  'choice',
  'question',
  'journal',
  'tree',
  'table',
];
const sideways: readonly Scope[] = ['list', 'setup', 'matrix', 'journal', 'table'];
const rows: readonly Scope[] = ['list', 'setup'];

const bindings = [
  {
    command: 'open',
    keys: ['enter'],
    in: ['list', 'matrix', 'menu', 'report', 'card', 'choice', 'tree', 'table', 'chart'],
    footer: true,
    needs: ['row'],
  },
  {command: 'edit', keys: ['enter', 'e'], in: ['setup', 'form', 'journal'], footer: true, needs: ['row', 'write']},
  {command: 'run', keys: ['r'], in: ['form'], footer: true},
  {command: 'toggle', keys: ['space'], in: ['form', 'table']},
  {command: 'new-row', keys: ['n'], in: ['setup', 'journal', 'periods'], footer: true, needs: ['write'], awaited: true},
  {command: 'post-lines', keys: ['p'], in: ['journal'], footer: true, needs: ['row', 'write']},
  {command: 'preview', keys: ['v'], in: ['journal'], footer: true, needs: ['row', 'write']},
  {command: 'check-lines', keys: ['t'], in: ['journal'], footer: true, needs: ['row', 'write']},
  {command: 'line-card', keys: ['c'], in: ['journal'], footer: true, needs: ['row']},
  {command: 'delete-line', keys: ['d', 'delete'], in: ['journal'], footer: true, needs: ['row', 'write']},
  {command: 'test-period', keys: ['t'], in: ['periods'], footer: true, needs: ['row']},
  {command: 'close-period', keys: ['c'], in: ['periods'], footer: true, needs: ['row', 'write']},
  {command: 'reopen-period', keys: ['o'], in: ['periods'], footer: true, needs: ['row', 'write']},
  {command: 'finish-order', keys: ['x'], in: ['orders'], footer: true, needs: ['row', 'write']},
  {command: 'expand', keys: ['right', 'l', '+'], in: ['tree'], footer: true, needs: ['branch'], awaited: true},
  {command: 'collapse', keys: ['left', 'h', '-'], in: ['tree'], footer: true},
  {command: 'value-entries', keys: ['v'], in: ['list', 'card', 'tree'], footer: true, needs: ['row']},
  {command: 'gl-entries', keys: ['g'], in: ['list', 'card'], footer: true, needs: ['row']},
  {command: 'item-ledger-entry', keys: ['i'], in: ['list', 'card'], footer: true, needs: ['row', 'itemSide']},
  {command: 'applications', keys: ['a'], in: ['list', 'card'], needs: ['row', 'itemSide']},
  {command: 'cost-flow', keys: ['c'], in: ['list', 'card', 'tree'], footer: true, needs: ['row', 'itemSide']},
  {command: 'entry', keys: ['v'], in: ['report'], footer: true, needs: ['row']},
  {command: 'setup-line', keys: ['s'], in: ['report'], footer: true, needs: ['row', 'setupLine']},
  {command: 'export', keys: ['x'], in: ['table'], footer: true, needs: ['row']},
  {command: 'chart', keys: ['c'], in: ['table', 'menu'], footer: true},
  {command: 'toggle-groups', keys: ['z'], in: ['table'], footer: true},
  {command: 'period', keys: ['p'], in: ['chart'], footer: true},
  {command: 'again', keys: ['a'], in: ['report', 'matrix', 'table'], footer: true},
  {command: 'explain', keys: ['w'], in: ['matrix'], footer: true, needs: ['row']},
  {command: 'options', keys: ['o'], in: ['matrix', 'report'], footer: true},
  {command: 'filter', keys: ['f'], in: rows, footer: true},
  {command: 'clear-filters', keys: ['F'], in: rows},
  {command: 'sort', keys: ['s'], in: [...rows, 'table'], footer: true},
  {command: 'accept', keys: ['enter'], in: ['input', 'question'], footer: true, awaited: true},
  {command: 'look-up', keys: ['ctrl+l', 'tab'], in: ['input'], footer: true},
  {command: 'erase', keys: ['backspace', 'delete', 'ctrl+h'], in: ['input']},
  {command: 'erase-all', keys: ['ctrl+u'], in: ['input']},
  {command: 'cursor-left', keys: ['left'], in: ['input']},
  {command: 'cursor-right', keys: ['right'], in: ['input']},
  {command: 'cursor-start', keys: ['home', 'ctrl+a'], in: ['input']},
  {command: 'cursor-end', keys: ['end', 'ctrl+e'], in: ['input']},
  {command: 'back', keys: ['esc', 'backspace'], in: ['everywhere'], footer: true},
  {command: 'cancel', keys: ['esc'], in: ['choice', 'question', 'input'], footer: true},
  {command: 'search', keys: ['ctrl+p', ':'], in: ['everywhere'], footer: true},
  {command: 'help', keys: ['?'], in: ['everywhere'], footer: true},
  {command: 'quit', keys: ['q', 'ctrl+c'], in: ['everywhere'], footer: true},
  {command: 'reload', keys: ['R', 'ctrl+r'], in: ['everywhere']},
  {command: 'up', keys: ['up', 'k'], in: moving, awaited: true},
  {command: 'down', keys: ['down', 'j'], in: moving, awaited: true},
  {command: 'left', keys: ['left', 'h'], in: sideways},
  {command: 'right', keys: ['right', 'l'], in: sideways},
  {command: 'page-up', keys: ['pageup', 'ctrl+b'], in: moving, awaited: true},
  {command: 'page-down', keys: ['pagedown', 'ctrl+f'], in: moving, awaited: true},
  {command: 'first', keys: ['home', '<'], in: moving, awaited: true},
  {command: 'last', keys: ['end', 'G', '>'], in: moving, awaited: true},
] as const satisfies readonly Binding[];

export type Command = (typeof bindings)[number]['command'];
export const BINDINGS: readonly (Binding & {readonly command: Command})[] = bindings;

/** The bindings that apply in some scopes, in the order of the table. */
export function bindingsIn(scopes: readonly Scope[]): readonly (typeof BINDINGS)[number][] {
  return BINDINGS.filter(binding => binding.in.some(scope => scopes.includes(scope)));
}

/** Catalogue key of a command's name. */
export const commandLabel = (command: Command): string => `screens.commands.${command}`;

/** How a key is written on a screen. */
export function shownKey(key: string): string {
  const special: Record<string, string> = {
    enter: 'Enter',
    esc: 'Esc',
    space: 'Space',
    up: '↑',
    down: '↓',
    left: '←',
    right: '→',
    pageup: 'PgUp',
    pagedown: 'PgDn',
    home: 'Home',
    end: 'End',
    tab: 'Tab',
    backspace: 'Backspace',
    delete: 'Del',
  };
  if (key.startsWith('ctrl+')) return `Ctrl-${key.slice(5).toUpperCase()}`;
  return special[key] ?? key;
}
