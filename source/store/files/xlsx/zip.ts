/**
 * The parts of a workbook's zip archive, streamed one at a time. The directory at the end of the file says where they
 * are, so a file that was cut off is known at once, and parts are read in the order in which they are needed.
 */
import {createReadStream} from 'node:fs';
import {open} from 'node:fs/promises';
import {pipeline} from 'node:stream';
import {crc32, createInflateRaw} from 'node:zlib';
import {message} from '../../../domain/message.js';
import {FileProblem} from '../problem.js';

export interface ZipPart {
  readonly name: string;
  readonly compressedSize: number;
  readonly size: number;
  readonly crc: number;
  readonly stored: boolean;
  /** Where the part's own header begins. */
  readonly offset: number;
}

const END = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 65_535;
const ZIP64_LOCATOR = 0x07064b50;
const ZIP64_END = 0x06064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const LARGEST_DIRECTORY = 64 * 1024 * 1024;
const IN_ZIP64 = 0xffffffff;

/** Rows of a sheet shrink to a tenth or a thirtieth of their size; nothing honest to less than a two-hundredth. */
const MOST_RATIO = 200;
const RATIO_COUNTS_FROM = 50 * 1024 * 1024;

const broken = (file: string, reason: string): FileProblem =>
  new FileProblem({file, message: message('files.workbook-broken', {reason})});

/** The directory of a zip file. Throws {@link FileProblem} where the file is cut off, damaged or encrypted. */
export async function zipParts(file: string): Promise<ZipPart[]> {
  const handle = await open(file);
  try {
    const {size} = await handle.stat();
    const read = async (position: number, length: number): Promise<Buffer> => {
      if (position < 0 || position + length > size) throw broken(file, 'directory');
      const buffer = Buffer.alloc(length);
      await handle.read(buffer, 0, length, position);
      return buffer;
    };
    const tailLength = Math.min(size, END_LENGTH + LONGEST_COMMENT);
    const tail = await read(size - tailLength, tailLength);
    let at = tail.length - END_LENGTH;
    while (at >= 0 && tail.readUInt32LE(at) !== END) at -= 1;
    if (at < 0) throw broken(file, 'end');
    let count = tail.readUInt16LE(at + 10);
    let length = tail.readUInt32LE(at + 12);
    let start = tail.readUInt32LE(at + 16);
    if (start === IN_ZIP64 || length === IN_ZIP64 || count === 0xffff) {
      const locator = await read(size - tailLength + at - 20, 20);
      if (locator.readUInt32LE(0) !== ZIP64_LOCATOR) throw broken(file, 'directory');
      const end = await read(Number(locator.readBigUInt64LE(8)), 56);
      if (end.readUInt32LE(0) !== ZIP64_END) throw broken(file, 'directory');
      count = Number(end.readBigUInt64LE(32));
      length = Number(end.readBigUInt64LE(40));
      start = Number(end.readBigUInt64LE(48));
    }
    if (length > LARGEST_DIRECTORY) throw broken(file, 'directory');
    return directoryParts(await read(start, length), count, file);
  } finally {
    await handle.close();
  }
}

function directoryParts(directory: Buffer, count: number, file: string): ZipPart[] {
  const parts: ZipPart[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== CENTRAL) throw broken(file, 'directory');
    const nameLength = directory.readUInt16LE(at + 28);
    const extraLength = directory.readUInt16LE(at + 30);
    if ((directory.readUInt16LE(at + 8) & 1) !== 0) {
      throw new FileProblem({file, message: message('files.workbook-encrypted')});
    }
    const method = directory.readUInt16LE(at + 10);
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/');
    if (method !== 0 && method !== 8) throw broken(file, name);
    const large = zip64Fields(directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength));
    const wide = (value: number): number => (value === IN_ZIP64 ? (large.shift() ?? value) : value);
    // In this order the wide fields stand, each only where the short one overflows.
    const size = wide(directory.readUInt32LE(at + 24));
    const compressedSize = wide(directory.readUInt32LE(at + 20));
    const offset = wide(directory.readUInt32LE(at + 42));
    parts.push({name, compressedSize, size, crc: directory.readUInt32LE(at + 16), stored: method === 0, offset});
    at += 46 + nameLength + extraLength + directory.readUInt16LE(at + 32);
  }
  return parts;
}

function zip64Fields(extra: Buffer): number[] {
  let at = 0;
  while (at + 4 <= extra.length) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) {
      const end = Math.min(extra.length, at + 4 + length);
      const fields: number[] = [];
      for (let field = at + 4; field + 8 <= end; field += 8) fields.push(Number(extra.readBigUInt64LE(field)));
      return fields;
    }
    at += 4 + length;
  }
  return [];
}

/** The unpacked bytes of a part, checked against its sum. Throws {@link FileProblem}. */
export async function* partBytes(
  file: string,
  part: ZipPart,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<Buffer> {
  const tooLarge = (size: number): boolean =>
    size > RATIO_COUNTS_FROM && size > Math.max(1, part.compressedSize) * MOST_RATIO;
  const refuse = () => new FileProblem({file, message: message('files.workbook-too-large', {part: part.name})});
  if (tooLarge(part.size)) throw refuse();
  const start = await dataStart(file, part);
  if (part.compressedSize === 0) return;
  const packed = createReadStream(file, {start, end: start + part.compressedSize - 1, highWaterMark: 256 * 1024});
  // Errors reach the loop below through the last stream.
  const bytes = part.stored ? packed : pipeline(packed, createInflateRaw({chunkSize: 256 * 1024}), () => {});
  let size = 0;
  let sum = 0;
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (tooLarge(size)) throw refuse();
      sum = crc32(chunk, sum);
      onRead(packed.bytesRead);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof FileProblem) throw error;
    throw isReading(error) ? error : broken(file, part.name);
  } finally {
    packed.destroy();
  }
  if (sum !== part.crc || size !== part.size) throw broken(file, part.name);
}

/** Whether an error is the file system's, not the packed data's. */
const isReading = (error: unknown): boolean => /^E[A-Z]+$/.test(String((error as {code?: unknown}).code ?? ''));

async function dataStart(file: string, part: ZipPart): Promise<number> {
  const handle = await open(file);
  try {
    const header = Buffer.alloc(30);
    const {bytesRead} = await handle.read(header, 0, 30, part.offset);
    if (bytesRead < 30 || header.readUInt32LE(0) !== LOCAL) throw broken(file, part.name);
    const start = part.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    if (start + part.compressedSize > (await handle.stat()).size) throw broken(file, part.name);
    return start;
  } finally {
    await handle.close();
  }
}
