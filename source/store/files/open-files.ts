/** From the paths of an import to the files to read: folders are looked into, names that are no exports passed over. */
import {openSync, readSync, closeSync} from 'node:fs';
import {readdir, stat} from 'node:fs/promises';
import {basename, extname, join} from 'node:path';
import {message} from '../../domain/message.js';
import {Refusal} from '../../errors.js';
import {csvSource} from './csv.js';
import {FileProblem} from './problem.js';
import type {RowSource} from './row-source.js';
import {contentOf} from './text-decoding.js';
import {workbookSources} from './xlsx/workbook.js';

const TEXT = ['.csv', '.txt', '.tsv'];
const WORKBOOK = '.xlsx';

export interface FoundFiles {
  files: string[];
  /** Files of a folder with other endings. */
  passedOver: string[];
}

/** The files that paths name. Refuses a path that is not there, a file of another kind, and a folder without any. */
export async function findFiles(paths: readonly string[]): Promise<FoundFiles> {
  const found: FoundFiles = {files: [], passedOver: []};
  for (const path of paths) {
    const info = await stat(path).catch(() => undefined);
    if (!info)
      throw new Refusal('no-such-file', message('files.no-such-file', {path}), [
        {file: path, message: message('files.not-there')},
      ]);
    if (!info.isDirectory()) {
      (isHidden(basename(path)) ? found.passedOver : found.files).push(path);
      continue;
    }
    const names = (await readdir(path, {withFileTypes: true}))
      .filter(entry => !entry.isDirectory() && !isHidden(entry.name))
      .map(entry => entry.name)
      .sort();
    for (const name of names) {
      (isReadable(name) ? found.files : found.passedOver).push(join(path, name));
    }
  }
  found.files = [...new Set(found.files)];
  if (found.files.length === 0) {
    throw new Refusal('no-files', message('files.no-files', {path: paths.join(', ')}));
  }
  return found;
}

/** Hidden files, and the marks that Excel leaves beside an open workbook. */
const isHidden = (name: string): boolean => name.startsWith('.') || name.startsWith('~$');
const isReadable = (name: string): boolean => [...TEXT, WORKBOOK].includes(extname(name).toLowerCase());

/** A file's name without folder and ending. */
export const bareName = (path: string): string => basename(path, extname(path));

/** The tables of a file: one of a text file, one a sheet of a workbook. Throws {@link FileProblem}. */
export async function openFile(path: string, encoding: string | undefined): Promise<RowSource[]> {
  const extension = extname(path).toLowerCase();
  if (!isReadable(path)) throw new FileProblem({file: path, message: message('files.other-extension', {extension})});
  const start = firstBytes(path);
  if (start.length === 0) throw new FileProblem({file: path, message: message('files.empty')});
  const content = contentOf(start);
  if (extension === WORKBOOK) {
    if (content !== 'zip') {
      throw new FileProblem({
        file: path,
        message: message(content === 'ole' ? 'files.old-workbook' : 'files.no-workbook'),
      });
    }
    return workbookSources(path);
  }
  if (content !== undefined) throw new FileProblem({file: path, message: message(`files.content-${content}`)});
  return [await csvSource(path, path, encoding)];
}

function firstBytes(path: string): Buffer {
  const buffer = Buffer.alloc(8);
  const descriptor = openSync(path, 'r');
  try {
    return buffer.subarray(0, readSync(descriptor, buffer, 0, 8, 0));
  } finally {
    closeSync(descriptor);
  }
}
