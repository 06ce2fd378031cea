/** Whether the two ledgers agree, as a line of the home screen: from the kept totals, so that it costs nothing. */
import {useState} from 'react';
import {line, type Line} from '../../components/lines.js';
import {loadMatrix, type Matrix} from '../../jobs/reconcile.js';
import {useSession} from '../session.js';
import {useJob} from '../use-job.js';

export function useTiesOut(): Line {
  const {program, version} = useSession();
  const {text} = program;
  const [found, setFound] = useState<{version: number; matrix: Matrix}>();
  useJob(context => loadMatrix(context, {}), {
    isWanted: found?.version !== version,
    onResult: matrix => setFound({version, matrix}),
  });
  if (!found) return line(text.t('screens.home.checking'), 'quiet');
  const count = found.matrix.lines.filter(({difference}) => difference !== 0n).length;
  return count === 0
    ? line(`✓ ${text.t('reconciliation.balanced')}`, 'good')
    : line(`✗ ${text.t('reconciliation.differs', {count})}`, 'bad');
}
