/** What every screen is given: the company that is open, the words, and the way to other screens. */
import {createContext, useCallback, useContext, useEffect, useRef, useState} from 'react';
import {useLoading} from '../components/keyboard.js';
import {Failure, Refusal} from '../errors.js';
import type {JobContext, Progress} from '../jobs/job.js';
import type {Database} from '../store/database.js';
import {translateDatabaseError} from '../store/database-errors.js';
import type {Text} from '../text.js';
import type {Opening, ScreenRecord, StackAction} from './stack.js';

/** An open company, or none yet (first run). */
export interface Company {
  readonly database: Database;
  /** Its place as it may be shown: without a password. */
  readonly where: string;
}

/** What the program was started with. */
export interface Program {
  readonly text: Text;
  readonly workDate: string;
  readonly userId: string;
  readonly readOnly: boolean;
  /** Where the company is, or will be made. */
  readonly where: string;
  /** Charts without block characters, for a terminal that has none. */
  readonly asciiCharts?: boolean;
  readonly connect: (options: {create: boolean}) => Promise<Database>;
}

interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface Session {
  readonly program: Program;
  readonly company: Company | undefined;
  readonly size: Size;
  readonly record: ScreenRecord;
  /** How many screens lie under this one. */
  readonly depth: number;
  readonly dispatch: (action: StackAction) => void;
  /** A sentence above the last line, until the next key. */
  readonly say: (sentence: string, tone?: 'good' | 'bad') => void;
  /** Ends the program with an error that is nobody's but ours, or a failure outside. */
  readonly fail: (error: unknown) => void;
  readonly setCompany: (company: Company) => void;
  /** Grows with Reload and with every job that wrote: screens read again when it changes. */
  readonly version: number;
  readonly changed: () => void;
}

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('no session around this screen');
  return session;
}

export const useText = (): Text => useSession().program.text;

/** The database of the open company; a screen that needs one is never shown without. */
export function useDatabase(): Database {
  const {company} = useSession();
  if (!company) throw new Error('no company is open');
  return company.database;
}

export function useOpen(): (opening: Opening) => void {
  const {dispatch} = useSession();
  return useCallback(opening => dispatch({type: 'push', opening}), [dispatch]);
}

/** State that outlives the screen being covered by another: it lies in the screen's record. */
export function useKept<State>(initial: State): [State, (update: (state: State) => State) => void] {
  const {record, dispatch} = useSession();
  const first = useRef(initial);
  const state = (record.state ?? first.current) as State;
  const update = useCallback(
    (change: (state: State) => State) =>
      dispatch({type: 'keep', id: record.id, update: kept => change((kept ?? first.current) as State)}),
    [dispatch, record.id],
  );
  return [state, update];
}

/** Starts work that may be refused: a refusal or failure is said, anything else ends the program. */
export function useGuarded(): (work: () => Promise<void>) => Promise<void> {
  const {say, fail, program} = useSession();
  const loading = useLoading();
  return useCallback(
    work =>
      loading(work()).catch((thrown: unknown) => {
        const error = translateDatabaseError(thrown);
        if (error instanceof Refusal || error instanceof Failure) say(explain(error, program.text), 'bad');
        else fail(error);
      }),
    [say, fail, program, loading],
  );
}

/** A refusal in words: its sentence, and those of its details. */
export function explain(error: Refusal | Failure, text: Text): string {
  const details = error instanceof Refusal ? error.details.map(detail => text.say(detail.message)) : [];
  return [text.say(error.explanation), ...details].join(' ');
}

/**
 * Reads for a screen: again whenever `key` (what the reading depends on, in words) or the company's version changes.
 * Undefined until it is there; while the same thing is read again, what was there before stays.
 */
export function useLoaded<T>(key: string, load: (database: Database) => Promise<T>): T | undefined {
  const database = useDatabase();
  const guarded = useGuarded();
  const {version} = useSession();
  const [loaded, setLoaded] = useState<{key: string; version: number; value: T}>();
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    let current = true;
    guarded(async () => {
      const value = await latest.current(database);
      if (current) setLoaded({key, version, value});
    });
    return () => {
      current = false;
    };
  }, [database, guarded, version, key]);
  return loaded?.key === key ? loaded.value : undefined;
}

/** What a job is given, from a screen. */
export function jobContext(session: Session, database: Database, progress: Progress, signal: AbortSignal): JobContext {
  const {text, workDate, userId} = session.program;
  return {database, text, workDate, userId, progress, signal};
}
