/** How far a job is: its step, a bar where the end is known, and the counts. */
import type {Text} from '../text.js';
import {cut, wrap} from './cells.js';
import {clean} from './clean.js';
import {type Line, line} from './lines.js';

export interface RunningJob {
  readonly step: {readonly label: string; readonly done: number; readonly total?: number} | undefined;
  readonly failure: string | undefined;
}

/** What a screen shows in place of a result that is not there: how far its job is, or why it came to nothing. */
export function progressLines({step, failure}: RunningJob, text: Text, width: number): Line[] {
  if (failure !== undefined) return wrap(clean(failure), width).map(words => line(words, 'bad'));
  if (!step) return [line(text.t('screens.job.running'), 'quiet')];
  const {label, done, total} = step;
  const counts = total ? `${text.count(done)} / ${text.count(total)}` : text.count(done);
  const filled = total ? Math.round(Math.min(1, done / total) * 40) : 0;
  const bar = total ? `[${'#'.repeat(filled)}${'.'.repeat(40 - filled)}] ` : '';
  return [line(cut(label, width)), line(cut(`${bar}${counts}`, width), 'quiet')];
}
