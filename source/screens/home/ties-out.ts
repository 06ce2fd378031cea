/** Whether the two ledgers agree, as a line of the home screen. */
import {line, type Line} from '../../components/lines.js';
import {useText} from '../session.js';

export function useTiesOut(): Line {
  const text = useText();
  return line(text.t('screens.loading'), 'quiet');
}
