/** No company yet: the demo company, an import, or an empty one. */
import {useState, type ReactNode} from 'react';
import {cut} from '../../components/cells.js';
import {clean} from '../../components/clean.js';
import {Lines, line} from '../../components/lines.js';
import {Menu} from '../../components/menu.js';
import {progressLines} from '../../components/progress.js';
import {START} from '../../components/scroll.js';
import {createCompany} from '../../jobs/create-company.js';
import type {Progress} from '../../jobs/job.js';
import {jobContext, useGuarded, useOpen, useSession} from '../session.js';

const CHOICES = ['demo', 'import', 'empty'] as const;
type Choice = (typeof CHOICES)[number];

export function FirstRun({width, height}: {width: number; height: number}): ReactNode {
  const session = useSession();
  const {program, setCompany, say} = session;
  const {text} = program;
  const guarded = useGuarded();
  const open = useOpen();
  const [scroll, setScroll] = useState(START);
  const [isCreating, setCreating] = useState(false);
  const [step, setStep] = useState<Parameters<Progress>[0]>();

  const create = (choice: Choice) => {
    if (isCreating) return;
    if (program.readOnly) return say(text.t('screens.disabled.write'));
    setCreating(true);
    guarded(async () => {
      try {
        const database = await program.connect({create: true});
        const context = jobContext(session, database, setStep, new AbortController().signal);
        await createCompany(context, {demo: choice === 'demo', force: false, where: program.where});
        setCompany({database, where: program.where});
        if (choice === 'import') open({page: 'import-request', parameters: {}});
      } finally {
        setCreating(false);
      }
    });
  };
  const above = [
    line(text.t('screens.firstRun.welcome'), 'strong'),
    line(cut(text.t('screens.firstRun.where', {where: clean(program.where)}), width), 'quiet'),
    [],
  ];
  return (
    <>
      <Lines height={above.length} lines={above} />
      <Menu
        rows={CHOICES.map(choice => text.t(`screens.firstRun.${choice}`))}
        scroll={scroll}
        onScroll={setScroll}
        width={width}
        height={CHOICES.length + 1}
        scopes={['menu']}
        handlers={{open: () => create(CHOICES[scroll.selected] ?? 'demo')}}
      />
      <Lines
        height={height - above.length - CHOICES.length - 1}
        lines={
          isCreating
            ? [line(text.t('screens.firstRun.doing')), ...progressLines({step, failure: undefined}, text, width)]
            : []
        }
      />
    </>
  );
}
