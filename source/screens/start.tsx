/**
 * Opens the terminal interface on a pair of terminals and waits until it is left. In the alternate screen an error's
 * text would vanish with it, so errors come back as a value, to be told after the screen is gone.
 */
import {render} from 'ink';
import {connect, shownLocation} from '../store/connect.js';
import {Refusal} from '../errors.js';
import type {Text} from '../text.js';
import type {Theme} from '../theme.js';
import {App} from './app.js';
import type {Company, Program} from './session.js';

export interface StartOptions {
  readonly text: Text;
  /** A SQLite file or PostgreSQL URL. */
  readonly where: string;
  readonly readOnly: boolean;
  readonly workDate: string;
  readonly userId: string;
  readonly theme: Theme;
  readonly asciiCharts: boolean;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

/** Shows the screens until the person leaves. Throws what ended them otherwise, once the terminal is as it was. */
export async function startScreens(options: StartOptions): Promise<void> {
  const {text, where, readOnly, workDate, userId, theme, asciiCharts, stdin, stdout} = options;
  const program: Program = {
    text,
    workDate,
    userId,
    readOnly,
    asciiCharts,
    where: shownLocation(where),
    connect: ({create}) => connect(where, {create, readOnly}),
  };
  const opened: {company: Company | undefined} = {company: await openCompany(program)};
  try {
    const instance = render(
      <App
        program={{
          ...program,
          connect: async connection => {
            const database = await program.connect(connection);
            opened.company = {database, where: program.where};
            return database;
          },
        }}
        company={opened.company}
        theme={theme}
      />,
      {
        stdin,
        stdout,
        alternateScreen: true,
        incrementalRendering: true,
        exitOnCtrlC: false,
        patchConsole: false,
        interactive: true,
      },
    );
    await instance.waitUntilExit();
  } finally {
    await opened.company?.database.close();
  }
}

/** The company, or nothing where there is none yet: the first run offers one. */
async function openCompany(program: Program): Promise<Company | undefined> {
  try {
    return {database: await program.connect({create: false}), where: program.where};
  } catch (error) {
    if (error instanceof Refusal && error.code === 'no-company') return undefined;
    throw error;
  }
}
