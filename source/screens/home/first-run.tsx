/** No company yet: the demo company, an import, or an empty one. */
import {existsSync} from 'node:fs';
import {useState, type ReactNode} from 'react';
import {Lines, line} from '../../components/lines.js';
import {Menu} from '../../components/menu.js';
import {START} from '../../components/scroll.js';
import {inputLine} from '../../components/text-input.js';
import {useTextInput} from '../../components/use-text-input.js';
import {createCompany} from '../../jobs/create-company.js';
import {cut} from '../../components/cells.js';
import {clean} from '../../components/clean.js';
import {jobContext, useGuarded, useSession} from '../session.js';

const CHOICES = ['demo', 'import', 'empty'] as const;
type Choice = (typeof CHOICES)[number];

export function FirstRun({width, height}: {width: number; height: number}): ReactNode {
  const session = useSession();
  const {program, setCompany, say} = session;
  const {text} = program;
  const guarded = useGuarded();
  const [scroll, setScroll] = useState(START);
  const [isAsking, setAsking] = useState(false);
  const [doing, setDoing] = useState<Choice>();

  const create = (choice: Choice, files: readonly string[] = []) => {
    if (program.readOnly) return say(text.t('screens.disabled.write'));
    setDoing(choice);
    guarded(async () => {
      try {
        const database = await program.connect({create: true});
        const context = jobContext(session, database, () => {}, new AbortController().signal);
        await createCompany(context, {demo: choice === 'demo', force: false, where: program.where});
        setCompany({database, where: program.where});
      } finally {
        setDoing(undefined);
      }
    });
    void files;
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
        handlers={{
          open: () => {
            const choice = CHOICES[scroll.selected] ?? 'demo';
            if (choice === 'import') setAsking(true);
            else create(choice);
          },
        }}
      />
      {isAsking ? (
        <PathInput
          width={width}
          onCancel={() => setAsking(false)}
          onAccept={path => {
            if (!existsSync(path)) return say(text.t('screens.firstRun.noFile', {path}));
            setAsking(false);
            create('import', [path]);
          }}
        />
      ) : (
        <Lines height={1} lines={[doing ? line(text.t('screens.firstRun.doing'), 'quiet') : []]} />
      )}
      <Lines height={height - above.length - CHOICES.length - 2} lines={[]} />
    </>
  );
}

function PathInput(props: {width: number; onAccept: (path: string) => void; onCancel: () => void}): ReactNode {
  const {program} = useSession();
  const input = useTextInput({initial: '', onAccept: props.onAccept, onCancel: props.onCancel});
  return <Lines height={1} lines={[inputLine(program.text.t('screens.firstRun.path'), input, props.width)]} />;
}
