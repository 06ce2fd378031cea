import {message} from '../../../domain/message.js';
import {decodeEscapes} from '../names.js';
import {FileProblem} from '../problem.js';
import {parseXml} from './xml.js';

/** Characters of all shared texts together that are held; a million rows of documents have a tenth of it. */
const MOST_CHARACTERS = 400_000_000;

/** The texts that cells of all sheets refer to by number. Readings of Chinese and Japanese characters are left out. */
export async function sharedStrings(bytes: AsyncIterable<Uint8Array>, file: string, part: string): Promise<string[]> {
  const strings: string[] = [];
  let text = '';
  let inText = false;
  let inReading = false;
  let characters = 0;
  const handler = {
    open(name: string) {
      if (name === 'si') text = '';
      else if (name === 't') inText = !inReading;
      else if (name === 'rPh') inReading = true;
    },
    text(part: string) {
      if (inText) text += part;
    },
    close(name: string) {
      if (name === 't') inText = false;
      else if (name === 'rPh') inReading = false;
      else if (name === 'si') {
        characters += text.length;
        strings.push(decodeEscapes(text));
      }
    },
  };
  for await (const _ of parseXml(bytes, file, part, handler)) {
    if (characters > MOST_CHARACTERS)
      throw new FileProblem({file, message: message('files.workbook-too-large', {part})});
  }
  return strings;
}
