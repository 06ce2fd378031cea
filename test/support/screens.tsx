/** The screens on an open company, with a person in front of them. */
import {afterEach} from 'vitest';
import {setTimeout as sleep} from 'node:timers/promises';
import {createElement} from 'react';
import type {JobContext} from '../../source/jobs/job.js';
import {Activity} from '../../source/components/keyboard.js';
import {App} from '../../source/screens/app.js';
import type {Opening} from '../../source/screens/stack.js';
import type {Database} from '../../source/store/database.js';
import {Text, type Language} from '../../source/text.js';
import {colourless} from '../../source/theme.js';
import {Person} from './terminal.js';

export interface Seat {
  readonly columns?: number;
  readonly rows?: number;
  readonly language?: Language;
  readonly readOnly?: boolean;
  readonly start?: Opening;
}

const people: Person[] = [];
afterEach(() => {
  for (const person of people.splice(0)) person.leaves();
});

/** Sits somebody down at the program, with this company open. */
export function sitDown(context: JobContext, seat: Seat = {}): Person {
  const {language = 'en', readOnly = false, start, ...size} = seat;
  const activity = new Activity();
  const app = createElement(App, {
    activity,
    program: {
      text: new Text(language),
      workDate: context.workDate,
      userId: context.userId,
      readOnly,
      where: 'company.db',
      connect: async () => context.database,
    },
    company: {database: context.database, where: 'company.db'},
    theme: colourless,
    ...(start ? {start} : {}),
  });
  const person = new Person(app, size, () => activity.isIdle);
  people.push(person);
  return person;
}

/** Lets every read take as long as over a slow line to the server. */
export function slowDown(database: Database, milliseconds = 50): void {
  const all = database.all.bind(database);
  database.all = async (sql, params) => {
    await sleep(milliseconds);
    return all(sql, params);
  };
}

/** Lets no read come to an end until the function that comes back is called. */
export function holdUp(database: Database): () => void {
  const all = database.all.bind(database);
  const snapshot = database.snapshot.bind(database);
  let goOn = () => {};
  const held = new Promise<void>(resolve => (goOn = resolve));
  database.all = async (sql, params) => {
    await held;
    return all(sql, params);
  };
  database.snapshot = async work => {
    await held;
    return snapshot(work);
  };
  return goOn;
}
