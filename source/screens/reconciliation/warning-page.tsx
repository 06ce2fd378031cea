/** The warnings of a row or column, each with its amount and in whole sentences. */
import type {ReactNode} from 'react';
import {wrap} from '../../components/cells.js';
import {useKeys} from '../../components/keyboard.js';
import {Lines, line} from '../../components/lines.js';
import {SmallTable, smallTableHeight} from '../../components/small-table.js';
import {warningsOf} from '../../domain/reconciliation/warnings.js';
import type {Text} from '../../text.js';
import type {PageProps} from '../index.js';
import {useSession} from '../session.js';
import type {CausesParameters} from './parameters.js';

export function warningTitle({place}: CausesParameters, text: Text): string {
  return `${text.caption(place)} · ${text.t('reconciliation.label.warning')}`;
}

export function WarningPage({parameters, width, height}: PageProps<'warning'>): ReactNode {
  const {program, dispatch} = useSession();
  const {text} = program;
  const warnings = warningsOf(parameters.causes);
  useKeys({
    scopes: ['menu'],
    handlers: {open: () => dispatch({type: 'replace', opening: {page: 'causes', parameters}})},
  });
  const lines = [
    ...warnings.flatMap(({code}) => [
      line(text.t(`reconciliation.warning.${code}.name`), 'warning'),
      ...wrap(text.t(`reconciliation.warning.${code}.message`), width - 2).map(words => line(`  ${words}`)),
    ]),
    [],
    line(text.t('screens.reconciliation.enterForCauses'), 'quiet'),
  ];
  return (
    <>
      <Lines
        height={1}
        lines={[line(text.t('screens.reconciliation.warningsOf', {amount: parameters.difference}), 'strong')]}
      />
      <SmallTable
        headings={[text.t('reconciliation.label.warning'), text.caption('Amount')]}
        rows={warnings.map(({code, amount}) => [text.t(`reconciliation.warning.${code}.name`), text.amount(amount)])}
      />
      <Lines height={height - 1 - smallTableHeight(warnings.length)} lines={lines} />
    </>
  );
}
