/** files that are written on request: whole, or not at all. */
import {rename, rm, writeFile} from 'node:fs/promises';
import {message} from '../domain/message.js';
import {Refusal} from '../errors.js';

/** Writes a file beside its place and moves it there. Refuses where the place cannot be written. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const partial = `${file}.${process.pid}.part`;
  try {
    await writeFile(partial, content, {flag: 'wx'});
    await rename(partial, file);
  } catch (error) {
    await rm(partial, {force: true});
    const {code} = error as {code?: string};
    if (code === 'ENOSPC' || code === 'EIO') throw error;
    throw new Refusal('cannot-write', message('reports.refused.cannotWrite', {file, detail: code ?? ''}));
  }
}
