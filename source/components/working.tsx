/** A screen whose job still runs: how far it is, or why it came to nothing. The keys of what comes wait for it. */
import type {ReactNode} from 'react';
import type {Scope} from '../keys.js';
import type {Text} from '../text.js';
import {useKeys} from './keyboard.js';
import {Lines} from './lines.js';
import {progressLines, type RunningJob} from './progress.js';

export interface WorkingProps {
  readonly job: RunningJob;
  /** Those of the result that comes. */
  readonly scopes: readonly Scope[];
  readonly text: Text;
  readonly width: number;
  readonly height: number;
}

export function Working({job, scopes, text, width, height}: WorkingProps): ReactNode {
  useKeys({scopes, handlers: {}, isWorking: job.failure === undefined});
  return <Lines height={height} lines={progressLines(job, text, width)} />;
}
