/** Home of an open company: its period, whether it ties out, and what can be done. */
import type {ReactNode} from 'react';
import {cell} from '../../components/cells.js';
import {Lines, line, type Line} from '../../components/lines.js';
import {Menu} from '../../components/menu.js';
import {START, type Scroll} from '../../components/scroll.js';
import {keptTrend} from '../../jobs/reports/kept-trend.js';
import type {Text} from '../../text.js';
import {searchEntries} from '../index.js';
import {sparkLines} from '../reports/chart-lines.js';
import {useKept, useLoaded, useOpen, useSession} from '../session.js';
import {companyFacts, type CompanyFacts} from './company-facts.js';
import {useTiesOut} from './ties-out.js';

/** Width of the names of facts. */
const LABEL = 24;
/** Pages that are seen however much there is to tell. */
const LEAST_MENU = 8;

export function CompanyHome({width, height}: {width: number; height: number}): ReactNode {
  const {program} = useSession();
  const {text} = program;
  const open = useOpen();
  const [scroll, setScroll] = useKept<Scroll>(START);
  const facts = useLoaded('home', companyFacts);
  const tiesOut = useTiesOut();
  const trend = useLoaded('home trend', keptTrend);
  const found = facts
    ? [...factLines(facts, program.workDate, text), tiesOut]
    : [line(text.t('screens.loading'), 'quiet')];
  const chart = trend && facts ? sparkLines(trend, width, LABEL, {blocks: !program.asciiCharts}, text) : [];
  const above = height - found.length - chart.length - 2 < LEAST_MENU ? found : [...found, ...chart];
  const entries = searchEntries().filter(({opening}) => opening.page !== 'home');
  const names = entries.map(({names: [english, norwegian]}) => (text.language === 'nb' ? norwegian : english));
  return (
    <>
      <Lines height={above.length + 2} lines={[...above, [], line(text.t('screens.home.pages'), 'strong')]} />
      <Menu
        rows={names}
        scroll={scroll}
        onScroll={setScroll}
        width={width}
        height={height - above.length - 2}
        scopes={['menu']}
        handlers={{
          open: () => {
            const chosen = entries[scroll.selected];
            if (chosen) open(chosen.opening);
          },
          ...(trend
            ? {
                chart: () =>
                  open({
                    page: 'chart',
                    parameters: {from: '', to: program.workDate, item: '', location: '', period: 'month'},
                  }),
              }
            : {}),
        }}
      />
    </>
  );
}

function factLines(facts: CompanyFacts, workDate: string, text: Text): Line[] {
  const {months, valueEntries, glEntries, allowedFrom, allowedTo, closedThrough} = facts;
  const open = text.t('screens.home.open');
  const rows: [string, string][] = [
    [text.t('screens.home.workDate'), text.date(workDate)],
    [text.t('screens.home.period'), months ? `${months[0]} … ${months[1]}` : text.t('screens.home.nothingYet')],
    [
      text.t('screens.home.entries'),
      text.t('screens.home.counts', {values: text.count(valueEntries), accounts: text.count(glEntries)}),
    ],
    [text.t('screens.home.allowed'), `${text.date(allowedFrom) || open} … ${text.date(allowedTo) || open}`],
    [text.t('screens.home.closed'), text.date(closedThrough) || text.t('screens.home.none')],
  ];
  return rows.map(([label, value]) => [{text: cell(label, LABEL), tone: 'quiet'}, {text: value}]);
}
