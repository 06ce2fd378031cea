/** A job that a screen runs: its progress while it runs, its result, and stopping it, which rolls it back. */
import {useEffect, useRef, useState} from 'react';
import {Failure, Refusal} from '../errors.js';
import {type JobContext, stopIfInterrupted} from '../jobs/job.js';
import {translateDatabaseError} from '../store/database-errors.js';
import {explain, jobContext, useDatabase, useGuarded, useSession} from './session.js';

interface Step {
  readonly label: string;
  readonly done: number;
  readonly total?: number;
}

export interface RunningJob {
  readonly step: Step | undefined;
  readonly isRunning: boolean;
  /** Why there is no result: a refusal or failure in words. */
  readonly failure: string | undefined;
}

/** Shortest time between two steps that are drawn. */
const STEP_MS = 100;

export interface JobOptions<Result> {
  /** Screens read again after it. */
  readonly writes?: boolean;
  /** False once the result is kept: a screen that is come back to does not run its job again. */
  readonly isWanted: boolean;
  readonly onResult: (result: Result) => void;
}

/** Runs a job when the screen opens, as long as it is wanted; leaving the screen stops it. */
export function useJob<Result>(
  work: (context: JobContext) => Promise<Result>,
  options: JobOptions<Result>,
): RunningJob {
  const session = useSession();
  const database = useDatabase();
  const guarded = useGuarded();
  const [step, setStep] = useState<Step>();
  const [isRunning, setRunning] = useState(options.isWanted);
  const [failure, setFailure] = useState<string>();
  const latest = useRef({session, work, options});
  latest.current = {session, work, options};
  const {isWanted} = options;

  useEffect(() => {
    if (!isWanted) return;
    const abort = new AbortController();
    let drawn = 0;
    const progress = (now: Step) => {
      if (abort.signal.aborted || Date.now() - drawn < STEP_MS) return;
      drawn = Date.now();
      setStep(now);
    };
    setRunning(true);
    setFailure(undefined);
    guarded(async () => {
      try {
        // One turn of the event loop first, so that the screen is there before a job that keeps the database busy.
        await new Promise(resolve => setTimeout(resolve, 20));
        const context = jobContext(latest.current.session, database, progress, abort.signal);
        stopIfInterrupted(context);
        const result = await latest.current.work(context);
        const {session: now, options: wanted} = latest.current;
        if (!abort.signal.aborted) wanted.onResult(result);
        else if (wanted.writes) now.say(now.program.text.t('screens.job.doneAlready'));
        if (latest.current.options.writes) latest.current.session.changed();
      } catch (error) {
        const known = translateDatabaseError(error);
        if (known instanceof Refusal || known instanceof Failure)
          setFailure(explain(known, latest.current.session.program.text));
        if (!abort.signal.aborted || latest.current.options.writes) throw known;
      } finally {
        setRunning(false);
        setStep(undefined);
      }
    });
    return () => abort.abort();
  }, [database, guarded, isWanted]);

  return {step, isRunning, failure};
}
