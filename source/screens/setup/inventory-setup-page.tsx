/** Inventory Setup: its fields one below the other, edited in place. Expected cost posting asks before it changes. */
import {useState, type ReactNode} from 'react';
import {cell, cut, widthOf} from '../../components/cells.js';
import {Confirm} from '../../components/confirm.js';
import {Lines} from '../../components/lines.js';
import {Loading} from '../../components/loading.js';
import {Menu} from '../../components/menu.js';
import {START, type Scroll} from '../../components/scroll.js';
import {editField} from '../../jobs/edit-row.js';
import {changeExpectedCostPosting} from '../../jobs/expected-cost-posting.js';
import type {Need} from '../../keys.js';
import type {TableField} from '../../store/table.js';
import {inventorySetup} from '../../store/tables/index.js';
import type {PageProps} from '../index.js';
import {shownValue} from '../list/presentation.js';
import {jobContext, useDatabase, useGuarded, useKept, useLoaded, useSession} from '../session.js';
import {FieldEditor} from './field-editor.js';

const FIELDS = inventorySetup.fields.filter(({property}) => property !== 'primaryKey');
const EXPECTED_COST_POSTING = 'expectedCostPostingToGl';

export function InventorySetupPage({width, height}: PageProps<'inventory-setup'>): ReactNode {
  const session = useSession();
  const {program, say, changed} = session;
  const {text, readOnly} = program;
  const database = useDatabase();
  const guarded = useGuarded();
  const [scroll, setScroll] = useKept<Scroll>(START);
  const [editing, setEditing] = useState<TableField>();
  const [isAsking, setAsking] = useState(false);
  const row = useLoaded('inventory setup', async from => (await from.read(inventorySetup))[0]);
  if (!row) return <Loading words={text.t('screens.loading')} scopes={['setup']} height={height} />;
  const values: Readonly<Record<string, unknown>> = row;

  const write = (field: TableField, value: string) =>
    guarded(async () => {
      await editField(database, inventorySetup, [row.primaryKey], field.property, value);
      setEditing(undefined);
      say(text.t('screens.edit.written'), 'good');
      changed();
    });
  const turn = (on: boolean) => {
    setAsking(false);
    guarded(async () => {
      const context = jobContext(session, database, () => {}, new AbortController().signal);
      const {waiting, leftAlone} = await changeExpectedCostPosting(context, on);
      say(text.t('screens.setup.expectedChanged', {waiting, leftAlone}), 'good');
      changed();
    });
  };
  const edit = () => {
    const field = FIELDS[scroll.selected];
    if (!field) return;
    if (field.property === EXPECTED_COST_POSTING) setAsking(true);
    else if (field.kind === 'boolean') write(field, String(!values[field.property]));
    else setEditing(field);
  };

  if (isAsking) {
    const isOn = row.expectedCostPostingToGl;
    return (
      <Confirm
        question={text.t(isOn ? 'screens.setup.turnExpectedOff' : 'screens.setup.turnExpectedOn')}
        yes={text.t('screens.yes')}
        no={text.t('screens.no')}
        width={width}
        height={height}
        onYes={() => turn(!isOn)}
        onNo={() => setAsking(false)}
      />
    );
  }
  const captionWidth = Math.max(...FIELDS.map(({caption}) => widthOf(text.caption(caption))));
  const rows = FIELDS.map(({caption, kind, property}) =>
    cut(`${cell(text.caption(caption), captionWidth)}  ${shownValue(kind, values[property], text)}`, width - 2),
  );
  return (
    <>
      <Menu
        rows={rows}
        scroll={scroll}
        onScroll={setScroll}
        width={width}
        height={height - 1}
        scopes={['setup']}
        missing={new Set<Need>(readOnly ? ['write'] : [])}
        handlers={{edit}}
      />
      {editing ? (
        <FieldEditor
          field={editing}
          initial={String(values[editing.property] ?? '')}
          width={width}
          onAccept={value => write(editing, value)}
          onCancel={() => setEditing(undefined)}
          onLookUp={() => {}}
        />
      ) : (
        <Lines height={1} lines={[]} />
      )}
    </>
  );
}
