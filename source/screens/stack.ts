/**
 * The screens that are open, one on the other, as plain records: what was opened with which parameters, and the
 * state it keeps (selection, scroll, typed filters), so that Esc gives back the screen as it was left.
 */
import type {PageId, Pages} from './pages.js';

export type Opening = {[Id in PageId]: {readonly page: Id; readonly parameters: Pages[Id]}}[PageId];

export type ScreenRecord = Opening & {
  /** Names the record for as long as it is open. */
  readonly id: number;
  /** Whatever the screen keeps; undefined until it says something. */
  readonly state: unknown;
};

/** The last record is the screen that is seen. Never empty. */
export type Stack = readonly [ScreenRecord, ...ScreenRecord[]];

export type StackAction =
  | {readonly type: 'push'; readonly opening: Opening}
  | {readonly type: 'replace'; readonly opening: Opening}
  | {readonly type: 'pop'}
  | {readonly type: 'reset'; readonly opening: Opening}
  | {readonly type: 'keep'; readonly id: number; readonly update: (state: unknown) => unknown};

export const opened = (opening: Opening, id = 1): Stack => [{...opening, id, state: undefined}];

export const top = (stack: Stack): ScreenRecord => stack[stack.length - 1] as ScreenRecord;

export function stackReducer(stack: Stack, action: StackAction): Stack {
  const nextId = top(stack).id + 1;
  switch (action.type) {
    case 'push':
      return [...stack, {...action.opening, id: nextId, state: undefined}];
    case 'replace':
      return [...stack.slice(0, -1), {...action.opening, id: nextId, state: undefined}] as unknown as Stack;
    case 'pop':
      return stack.length > 1 ? (stack.slice(0, -1) as unknown as Stack) : stack;
    case 'reset':
      return opened(action.opening, nextId);
    case 'keep':
      return stack.map(record =>
        record.id === action.id ? {...record, state: action.update(record.state)} : record,
      ) as unknown as Stack;
  }
}
