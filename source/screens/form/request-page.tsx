/** A request page: what a job is asked, with the values of last time, and the key that runs it. */
import {useState, type ReactNode} from 'react';
import {cell, cut} from '../../components/cells.js';
import {clean} from '../../components/clean.js';
import {useKeys} from '../../components/keyboard.js';
import {LineInput} from '../../components/line-input.js';
import {Lines, line, type Line} from '../../components/lines.js';
import {scrollHandlers} from '../../components/menu.js';
import {START, scrollBy, type Scroll} from '../../components/scroll.js';
import {readPageSettings, savePageSettings, type PageSettings} from '../../store/page-settings.js';
import type {Text} from '../../text.js';
import {useDatabase, useGuarded, useKept, useLoaded, useSession} from '../session.js';
import {formValues, nextValue, type FormField} from './fields.js';

export interface RequestPageProps {
  /** The page's name in the kept settings. */
  readonly page: string;
  /** Catalogue key of what the page does, in a sentence or two. */
  readonly about: string;
  readonly fields: readonly FormField[];
  readonly width: number;
  readonly height: number;
  /** Runs with the values; throws a refusal where they make no sense. */
  readonly onRun: (values: PageSettings) => void | Promise<void>;
}

interface FormState {
  readonly typed: PageSettings;
  readonly scroll: Scroll;
}

export function RequestPage({page, about, fields, width, height, onRun}: RequestPageProps): ReactNode {
  const {program} = useSession();
  const {text, userId, readOnly} = program;
  const database = useDatabase();
  const guarded = useGuarded();
  const [state, update] = useKept<FormState>({typed: {}, scroll: START});
  const [isTyping, setTyping] = useState(false);
  const kept = useLoaded(`settings ${page}`, from => readPageSettings(from, userId, page));
  const values = {...formValues(fields, kept ?? {}), ...state.typed};
  const count = fields.length + 1;
  const scroll = scrollBy(state.scroll, 0, count, count);
  const field = fields[scroll.selected];
  const set = (name: string, value: string) => update(before => ({...before, typed: {...before.typed, [name]: value}}));

  const run = () =>
    guarded(async () => {
      await onRun(values);
      if (!readOnly) await savePageSettings(database, userId, page, values);
    });
  const edit = () => {
    if (!field) run();
    else if (field.kind === 'text') setTyping(true);
    else set(field.name, nextValue(field, values[field.name] ?? ''));
  };
  useKeys({
    scopes: ['form'],
    isLoading: !kept,
    handlers: {
      ...scrollHandlers(count, count, change => update(before => ({...before, scroll: change(before.scroll)}))),
      edit,
      run,
      ...(field && field.kind !== 'text' ? {toggle: edit} : {}),
    },
  });

  const labelWidth = Math.max(...fields.map(({label}) => text.t(label).length)) + 2;
  const aboutLines = text
    .t(about)
    .split('\n')
    .map(words => line(cut(words, width), 'quiet'));
  const rows: Line[] = fields.map((one, index) => {
    const selected = index === scroll.selected;
    const words = `${selected ? '>' : ' '} ${cell(text.t(one.label), labelWidth)}${shown(one, values[one.name] ?? '', text)}`;
    return line(cut(words, width), selected ? 'selected' : 'plain');
  });
  const runSelected = scroll.selected === fields.length;
  const lines: Line[] = [
    ...aboutLines,
    [],
    ...rows,
    [],
    line(`${runSelected ? '>' : ' '} ${text.t('screens.form.run')}`, runSelected ? 'selected' : 'strong'),
  ];
  return (
    <>
      <Lines height={height - 1} lines={lines} />
      {isTyping && field ? (
        <LineInput
          label={`${text.t(field.label)}:`}
          initial={values[field.name] ?? ''}
          width={width}
          onAccept={value => {
            set(field.name, value);
            setTyping(false);
          }}
          onCancel={() => setTyping(false)}
        />
      ) : (
        <Lines height={1} lines={[]} />
      )}
    </>
  );
}

function shown({kind, choices}: FormField, value: string, text: Text): string {
  if (kind === 'toggle') return text.t(value === 'yes' ? 'screens.yes' : 'screens.no');
  if (kind === 'text') return value === '' ? '–' : clean(value);
  const label = choices?.find(([choice]) => choice === value)?.[1];
  return label ? text.t(label) : clean(value);
}
