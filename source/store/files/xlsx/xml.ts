/** XML of a workbook's parts as events, streamed. Names come without prefix: some writers use `x:row`. */
import {SaxesParser} from 'saxes';
import {message} from '../../../domain/message.js';
import {FileProblem} from '../problem.js';

export type Attributes = Readonly<Record<string, string>>;

export interface XmlHandler {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

const localName = (name: string): string => {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
};

/** An attribute by its name without prefix (`r:id` is `id`). */
export function attribute(attributes: Attributes, name: string): string | undefined {
  const exact = attributes[name];
  if (exact !== undefined) return exact;
  const key = Object.keys(attributes).find(each => localName(each) === name);
  return key === undefined ? undefined : attributes[key];
}

/**
 * Feeds bytes to a handler and yields after each block, so that what the handler gathered can be passed on. A
 * document type definition is refused; so is XML that is none.
 */
export async function* parseXml(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  part: string,
  handler: XmlHandler,
): AsyncGenerator<void> {
  const parser = new SaxesParser({xmlns: false, position: false});
  const broken = () => new FileProblem({file, message: message('files.workbook-broken', {reason: part})});
  parser.on('doctype', () => {
    throw new FileProblem({file, message: message('files.workbook-doctype')});
  });
  if (handler.open) parser.on('opentag', tag => handler.open?.(localName(tag.name), tag.attributes as Attributes));
  if (handler.text) {
    parser.on('text', text => handler.text?.(text));
    parser.on('cdata', text => handler.text?.(text));
  }
  parser.on('closetag', tag => handler.close?.(localName(tag.name)));
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  const guarded = (work: () => void) => {
    try {
      work();
    } catch (error) {
      throw error instanceof FileProblem ? error : broken();
    }
  };
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(encodingOf(chunk), {fatal: true});
    const current = decoder;
    guarded(() => parser.write(current.decode(chunk, {stream: true})));
    yield;
  }
  guarded(() => parser.close());
  yield;
}

const encodingOf = (start: Uint8Array): string =>
  start[0] === 0xff && start[1] === 0xfe ? 'utf-16le' : start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8';
