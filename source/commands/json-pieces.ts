/**
 * A JSON document in pieces, as JSON.stringify(value, null, 2) writes it. Elements of a long list are made only when
 * their turn comes, and no string gets longer than the engine allows: a report may have millions of lines.
 */

/** Pieces of about this many characters. */
const PIECE = 64 * 1024;

/** The document of a value whose members may be iterables, each written as an array. */
export function* jsonPieces(value: unknown): Generator<string> {
  let piece = '';
  for (const text of texts(value, '')) {
    piece += text;
    if (piece.length >= PIECE) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}\n`;
}

function* texts(value: unknown, indent: string): Generator<string> {
  if (isIterable(value)) {
    yield* members(value, indent, '[', ']', function* (element, inner) {
      yield* isObject(element) && hasIterable(element) ? texts(element, inner) : [indented(element, inner)];
    });
  } else if (isObject(value)) {
    const entries = Object.entries(value).filter(([, member]) => member !== undefined);
    yield* members(entries, indent, '{', '}', function* ([key, member], inner) {
      yield `${JSON.stringify(key)}: `;
      yield* texts(member, inner);
    });
  } else yield JSON.stringify(value) ?? 'null';
}

function* members<Member>(
  all: Iterable<Member>,
  indent: string,
  open: string,
  close: string,
  write: (member: Member, indent: string) => Generator<string>,
): Generator<string> {
  const inner = `${indent}  `;
  let some = false;
  for (const member of all) {
    yield `${some ? ',' : open}\n${inner}`;
    some = true;
    yield* write(member, inner);
  }
  yield some ? `\n${indent}${close}` : `${open}${close}`;
}

/** What holds no iterable of its own is written at once. */
const indented = (value: unknown, indent: string): string =>
  (JSON.stringify(value, null, 2) ?? 'null').replaceAll('\n', `\n${indent}`);

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !('toJSON' in value);
const isIterable = (value: unknown): value is Iterable<unknown> => isObject(value) && Symbol.iterator in value;
const hasIterable = (value: object): boolean =>
  Object.values(value).some(member => isIterable(member) && !Array.isArray(member));
