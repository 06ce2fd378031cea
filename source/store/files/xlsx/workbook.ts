/** The sheets of an Excel workbook as sources of rows. */
import {posix} from 'node:path';
import {message} from '../../../domain/message.js';
import {FileProblem} from '../problem.js';
import type {RowSource} from '../row-source.js';
import {sharedStrings} from './shared-strings.js';
import {sheetRows} from './sheet.js';
import {dateStyles} from './styles.js';
import {attribute, type Attributes, parseXml, type XmlHandler} from './xml.js';
import {partBytes, type ZipPart, zipParts} from './zip.js';

interface Relationship {
  /** Last word of the relationship's type: worksheet, sharedStrings, styles, officeDocument. */
  type: string;
  target: string;
}

/** Reads a workbook's list of sheets; rows are read when asked for. Throws {@link FileProblem}. */
export async function workbookSources(path: string): Promise<RowSource[]> {
  const archive = new Archive(path, await zipParts(path));
  const roots = await archive.relationships('');
  const main = [...roots.values()].find(({type}) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const related = await archive.relationships(main);
  const {sheets, date1904} = await readSheets(archive, main);
  const worksheets = sheets.flatMap(sheet => {
    const relationship = related.get(sheet.id);
    const part = relationship?.type === 'worksheet' ? archive.find(relationship.target) : undefined;
    return part ? [{...sheet, part}] : [];
  });
  if (worksheets.length === 0) throw new FileProblem({file: path, message: message('files.workbook-no-sheets')});
  const partOf = (type: string): ZipPart | undefined =>
    archive.find([...related.values()].find(relationship => relationship.type === type)?.target ?? '');
  const shared = once(async () => {
    const part = partOf('sharedStrings');
    return part ? sharedStrings(partBytes(path, part), path, part.name) : [];
  });
  const styles = once(async () => {
    const part = partOf('styles');
    return part ? dateStyles(partBytes(path, part), path, part.name) : [];
  });
  return worksheets.map(({name, hidden, part}) => {
    const file = worksheets.length > 1 ? `${path} [${name}]` : path;
    return {
      file,
      sheet: name,
      hidden,
      workbook: true,
      date1904,
      size: part.compressedSize,
      async *rows(onRead) {
        const context = {file, part: part.name, strings: await shared(), dateStyles: await styles()};
        yield* sheetRows(partBytes(path, part, onRead), context);
      },
    };
  });
}

async function readSheets(archive: Archive, main: string) {
  const sheets: {name: string; id: string; hidden: boolean}[] = [];
  let date1904 = false;
  await archive.parse(main, {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = /^(1|true)$/.test(attribute(attributes, 'date1904') ?? '');
      if (name !== 'sheet') return;
      sheets.push({
        name: attribute(attributes, 'name') ?? '',
        id: attribute(attributes, 'id') ?? '',
        hidden: (attribute(attributes, 'state') ?? 'visible') !== 'visible',
      });
    },
  });
  return {sheets, date1904};
}

class Archive {
  private readonly byName: Map<string, ZipPart>;

  constructor(
    private readonly file: string,
    parts: readonly ZipPart[],
  ) {
    this.byName = new Map(parts.map(part => [part.name.toLowerCase(), part]));
  }

  find(name: string): ZipPart | undefined {
    return this.byName.get(name.toLowerCase());
  }

  async parse(name: string, handler: XmlHandler): Promise<void> {
    const part = this.find(name);
    if (!part) throw new FileProblem({file: this.file, message: message('files.no-workbook')});
    for await (const _ of parseXml(partBytes(this.file, part), this.file, part.name, handler));
  }

  /** What a part refers to, by relationship id; targets are names in the archive. `''` is the archive itself. */
  async relationships(of: string): Promise<Map<string, Relationship>> {
    const folder = posix.dirname(of) === '.' ? '' : posix.dirname(of);
    const name = posix.join(folder, '_rels', `${posix.basename(of)}.rels`);
    const found = new Map<string, Relationship>();
    if (!this.find(name)) return found;
    await this.parse(name, {
      open(element: string, attributes: Attributes) {
        if (element !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return;
        const target = attribute(attributes, 'Target') ?? '';
        found.set(attribute(attributes, 'Id') ?? '', {
          type: (attribute(attributes, 'Type') ?? '').split('/').at(-1) ?? '',
          target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
        });
      },
    });
    return found;
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
