import {message} from '../../../domain/message.js';
import {FileProblem} from '../problem.js';
import type {RowSource} from '../row-source.js';

/** The sheets of a workbook. Workbooks are not read yet: they are refused. */
export async function workbookSources(path: string): Promise<RowSource[]> {
  throw new FileProblem({file: path, message: message('files.other-extension', {extension: '.xlsx'})});
}
