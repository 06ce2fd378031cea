/** The text of a file, block by block, with everything refused that is not text in the encoding named. */
import {type FileHandle, open} from 'node:fs/promises';
import {message} from '../../domain/message.js';
import {FileProblem} from './problem.js';

const BLOCK = 64 * 1024;

const MARKS: readonly [encoding: string, bytes: readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** First bytes of files that are no text, and what they are. */
const OTHERS: readonly [what: string, bytes: readonly number[]][] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['ole', [0xd0, 0xcf, 0x11, 0xe0]],
  ['gzip', [0x1f, 0x8b]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
];

const begins = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte);

/** What a file's first bytes say it is, beside text: `zip` (a workbook), `ole` (an old or encrypted one) … */
export const contentOf = (bytes: Uint8Array): string | undefined => OTHERS.find(([, mark]) => begins(bytes, mark))?.[0];

/** Whether TextDecoder knows an encoding by this name. */
export function isEncoding(name: string): boolean {
  try {
    new TextDecoder(name);
    return true;
  } catch {
    return false;
  }
}

/** The encoding of a file: what its byte order mark says, else the one that was named, else UTF-8. */
function encodingOf(start: Uint8Array, named: string | undefined): string {
  return MARKS.find(([, mark]) => begins(start, mark))?.[0] ?? named ?? 'utf-8';
}

/**
 * Reads a text file in blocks; `shown` is its name in messages. Throws {@link FileProblem} for bytes that are not of
 * the encoding, NUL and lone surrogates, with their line.
 */
export async function* decodedBlocks(
  path: string,
  shown: string,
  named: string | undefined,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<string> {
  const file = await open(path);
  try {
    let encoding: string | undefined;
    let decoder: InstanceType<typeof TextDecoder> | undefined;
    let total = 0;
    let lines = new LineCount();
    const buffer = new Uint8Array(BLOCK);
    for (;;) {
      const {bytesRead} = await file.read(buffer, 0, BLOCK, null);
      const bytes = buffer.subarray(0, bytesRead);
      if (!decoder) {
        if (bytesRead === 0) throw new FileProblem({file: shown, message: message('files.empty')});
        encoding = encodingOf(bytes, named);
        decoder = new TextDecoder(encoding, {fatal: true});
        lines = new LineCount();
      }
      total += bytesRead;
      let text: string;
      try {
        text = decoder.decode(bytes, {stream: bytesRead > 0});
      } catch {
        throw new FileProblem({
          file: shown,
          line: await lineOfBadBytes(path, encoding ?? 'utf-8'),
          message: message(encoding?.startsWith('utf-16') ? 'files.bad-utf-16' : 'files.bad-encoding', {
            encoding: (encoding ?? 'utf-8').toUpperCase(),
          }),
        });
      }
      const nul = text.indexOf('\u0000');
      if (nul >= 0) throw new FileProblem({file: shown, line: lines.at(text, nul), message: message('files.nul')});
      if (bytesRead === 0) {
        if (text !== '') yield text;
        return;
      }
      lines.add(text);
      onRead(total);
      if (text !== '') yield text;
    }
  } finally {
    await file.close();
  }
}

/** Counts physical lines over blocks; the count is made only when somebody asks for it. */
class LineCount {
  private breaks = 0;
  private endsInReturn = false;

  add(text: string): void {
    let count = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
    if (text.includes('\r')) {
      for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
        if (text.charCodeAt(at + 1) !== 10 && at + 1 < text.length) count += 1;
      }
    }
    if (this.endsInReturn && text.charCodeAt(0) !== 10) count += 1;
    this.endsInReturn = text.endsWith('\r');
    this.breaks += count;
  }

  at(text: string, index: number): number {
    this.add(text.slice(0, index));
    return this.breaks + (this.endsInReturn ? 1 : 0) + 1;
  }
}

/** The line of the first bytes that are not of an encoding. */
async function lineOfBadBytes(path: string, encoding: string): Promise<number> {
  const file: FileHandle = await open(path);
  try {
    const lenient = new TextDecoder(encoding);
    const lines = new LineCount();
    const buffer = new Uint8Array(BLOCK);
    for (;;) {
      const {bytesRead} = await file.read(buffer, 0, BLOCK, null);
      const text = lenient.decode(buffer.subarray(0, bytesRead), {stream: bytesRead > 0});
      const bad = text.indexOf('\ufffd');
      if (bad >= 0) return lines.at(text, bad);
      if (bytesRead === 0) return lines.at('', 0);
      lines.add(text);
    }
  } finally {
    await file.close();
  }
}
