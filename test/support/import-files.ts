/** Files for an import in a folder of their own, and the import of them. */
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Refusal} from '../../source/errors.js';
import {type ImportRequest, type ImportResult, importFiles} from '../../source/jobs/import.js';
import type {JobContext} from '../../source/jobs/job.js';

const root = mkdtempSync(join(tmpdir(), 'tieout-files-'));
process.once('exit', () => rmSync(root, {recursive: true, force: true}));
let folders = 0;

/** A new folder with these files; texts are written as UTF-8. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  folders += 1;
  const folder = join(root, String(folders));
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** Imports these files. */
export function importOf(
  context: JobContext,
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Omit<ImportRequest, 'paths'> = {},
): Promise<ImportResult> {
  return importFiles(context, {...options, paths: [folderOf(files)]});
}

export interface ToldProblem {
  file: string;
  line: number | undefined;
  column: string | undefined;
  message: string;
}

/** What an import of these files is refused for, in English, with file names only. */
export async function problemsOf(
  context: JobContext,
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Omit<ImportRequest, 'paths'> = {},
): Promise<ToldProblem[]> {
  try {
    await importOf(context, files, options);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.details.map(({file, line, column, message}) => ({
      file: file?.split('/').at(-1) ?? '',
      line,
      column,
      message: context.text.say(message),
    }));
  }
  return [];
}
