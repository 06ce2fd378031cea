/**
 * The ERP's filter syntax (contract 2): `a..b`, `A|B`, `A&B`, `<>A`, `<=5`, `*CHAIN*`, `@chain?`, `''` for blank,
 * quotes around what would otherwise be syntax, parentheses for precedence (`&` binds tighter than `|`). Codes are kept
 * in capitals, so a filter on one is read in capitals, as the ERP does.
 */
import {parseDate} from './dates.js';
import {type Filter, type FilterValue, matches, type PatternPart} from './filter.js';
import {message, type Message} from './message.js';
import {abs, LARGEST, parseScaled} from './money.js';
import type {OptionList} from './options.js';

export type FilterKind = 'code' | 'text' | 'date' | 'integer' | 'decimal' | 'boolean' | 'option';

/** Why a text is no filter: where it stops making sense (from 1), and what was expected there. */
export interface FilterProblem {
  readonly position: number;
  readonly message: Message;
}

/** Parentheses may stand this deep within one another. */
const DEEPEST = 50;
const LARGEST_INTEGER = 2_147_483_647;

/** Reads a filter of a field of this kind. An empty text lets everything through; `''` is the blank value. */
export function parseFilter(
  text: string,
  kind: FilterKind,
  options?: OptionList,
): {filter: Filter} | {problem: FilterProblem} {
  try {
    return {filter: new Parser(text, kind, options).filter()};
  } catch (thrown) {
    if (thrown instanceof Stop) return {problem: thrown.problem};
    throw thrown;
  }
}

class Stop extends Error {
  readonly problem: FilterProblem;

  constructor(index: number, expected: string, params: Message['params'] = {}) {
    super(expected);
    this.problem = {position: index + 1, message: message(`errors.filter.${expected}`, params)};
  }
}

/** A value as written: its characters, and whether each is itself (quoted) or may be syntax. */
interface Written {
  readonly index: number;
  readonly characters: readonly {text: string; quoted: boolean}[];
  /** Quotes stood there, so that nothing between them is the blank value. */
  readonly quoted: boolean;
}

class Parser {
  private readonly characters: readonly string[];
  private index = 0;
  private depth = 0;

  constructor(
    text: string,
    private readonly kind: FilterKind,
    private readonly options: OptionList | undefined,
  ) {
    this.characters = [...text];
  }

  filter(): Filter {
    this.skipSpaces();
    if (this.peek() === undefined) return {type: 'all'};
    const filter = this.alternatives();
    if (this.peek() !== undefined) throw new Stop(this.index, 'unexpected', {found: this.peek() ?? ''});
    return filter;
  }

  private alternatives(): Filter {
    const filters = [this.conjunction()];
    while (this.take('|')) filters.push(this.conjunction());
    const values = filters.flatMap(filter => (filter.type === 'in' ? filter.values : []));
    const others = filters.filter(filter => filter.type !== 'in');
    return joined('or', values.length > 0 ? [{type: 'in', values}, ...others] : others);
  }

  private conjunction(): Filter {
    const filters = [this.term()];
    while (this.take('&')) filters.push(this.term());
    const isUnequal = (filter: Filter) => filter.type === 'not' && filter.filter.type === 'in';
    const values = filters.flatMap(filter =>
      filter.type === 'not' && filter.filter.type === 'in' ? filter.filter.values : [],
    );
    const others = filters.filter(filter => !isUnequal(filter));
    return joined('and', values.length > 0 ? [{type: 'not', filter: {type: 'in', values}}, ...others] : others);
  }

  private term(): Filter {
    this.skipSpaces();
    if (this.peek() !== '(') return this.condition();
    const opened = this.index;
    this.index += 1;
    this.depth += 1;
    if (this.depth > DEEPEST) throw new Stop(opened, 'too-deep');
    const filter = this.alternatives();
    if (!this.take(')')) throw new Stop(this.index, 'closing-parenthesis');
    this.depth -= 1;
    this.skipSpaces();
    return filter;
  }

  private condition(): Filter {
    const operator = this.operator();
    this.skipSpaces();
    const anyCase = this.take('@');
    const first = this.written();
    if (this.atRange()) return this.range(first, operator !== '' || anyCase);
    const hasWildcard = first.characters.some(isWildcard);
    if (first.characters.length === 0 && !first.quoted) throw new Stop(first.index, 'value');
    const isText = this.kind === 'code' || this.kind === 'text' || this.kind === 'option';
    if (isText && (hasWildcard || anyCase)) {
      if (operator !== '' && operator !== '=' && operator !== '<>') throw new Stop(first.index, 'no-pattern');
      const pattern: Filter = {type: 'pattern', parts: partsOf(first, this.kind === 'code'), anyCase};
      return operator === '<>' ? {type: 'not', filter: pattern} : pattern;
    }
    const value = this.value(first);
    if (operator === '' || operator === '=') return {type: 'in', values: [value]};
    if (operator === '<>') return {type: 'not', filter: {type: 'in', values: [value]}};
    return this.ordered({type: 'compare', operator, value});
  }

  private range(first: Written, prefixed: boolean): Filter {
    const dots = this.index;
    if (prefixed) throw new Stop(dots, 'no-range');
    this.index += 2;
    const second = this.written();
    if (this.atRange()) throw new Stop(this.index, 'unexpected', {found: '..'});
    const from = this.bound(first);
    const to = this.bound(second);
    if (from === undefined && to === undefined) throw new Stop(second.index, 'value');
    return this.ordered({type: 'range', ...(from === undefined ? {} : {from}), ...(to === undefined ? {} : {to})});
  }

  private bound(written: Written): FilterValue | undefined {
    if (written.characters.length === 0 && !written.quoted) return undefined;
    if (written.characters.some(isWildcard)) throw new Stop(written.index, 'no-pattern');
    return this.value(written);
  }

  /** Options follow one another by their ordinal, not by their caption: a range of them is a list. */
  private ordered(filter: Filter & {type: 'compare' | 'range'}): Filter {
    if (this.kind !== 'option') return filter;
    const captions = [...(this.options?.captions.values() ?? [])];
    const place = (value: FilterValue) => captions.indexOf(String(value));
    const places: Filter =
      filter.type === 'compare'
        ? {...filter, value: place(filter.value)}
        : {
            type: 'range',
            ...(filter.from === undefined ? {} : {from: place(filter.from)}),
            ...(filter.to === undefined ? {} : {to: place(filter.to)}),
          };
    return {type: 'in', values: captions.filter((_, index) => matches(places, index))};
  }

  private operator(): '' | '=' | '<>' | '<' | '<=' | '>' | '>=' {
    for (const operator of ['<>', '<=', '>=', '<', '>', '='] as const) {
      if ([...operator].every((character, offset) => this.characters[this.index + offset] === character)) {
        this.index += operator.length;
        return operator;
      }
    }
    return '';
  }

  /** Everything up to the next `|`, `&`, `..`, the parenthesis that closes a group, or the end. */
  private written(): Written {
    this.skipSpaces();
    const index = this.index;
    const characters: {text: string; quoted: boolean}[] = [];
    let quoted = false;
    let inner = 0;
    for (let character = this.peek(); character !== undefined; character = this.peek()) {
      if (character === '|' || character === '&' || this.atRange()) break;
      if (character === "'") {
        characters.push(...this.quotation());
        quoted = true;
        continue;
      }
      if (character === '(') inner += 1;
      if (character === ')') {
        if (inner === 0 && this.depth > 0) break;
        inner -= 1;
      }
      characters.push({text: character, quoted: false});
      this.index += 1;
    }
    while (characters.length > 0 && isSpace(characters.at(-1))) characters.pop();
    return {index, characters, quoted};
  }

  /** `'…'`, in which a quote is written twice. */
  private quotation(): {text: string; quoted: true}[] {
    const opened = this.index;
    const characters: {text: string; quoted: true}[] = [];
    this.index += 1;
    for (let character = this.peek(); character !== undefined; character = this.peek()) {
      this.index += 1;
      if (character === "'") {
        if (this.peek() !== "'") return characters;
        this.index += 1;
      }
      characters.push({text: character, quoted: true});
    }
    throw new Stop(opened, 'closing-quote');
  }

  private value(written: Written): FilterValue {
    const text = written.characters.map(character => character.text).join('');
    const value = readValue(text, this.kind, this.options);
    if (value === undefined) throw new Stop(written.index, this.kind, {found: text, ...this.known()});
    return value;
  }

  private known(): Message['params'] {
    if (this.kind !== 'option') return {};
    const captions = [...(this.options?.captions.values() ?? [])].map(caption => caption || "''");
    return {known: captions.join(', ')};
  }

  private atRange(): boolean {
    return this.characters[this.index] === '.' && this.characters[this.index + 1] === '.';
  }

  private peek(): string | undefined {
    return this.characters[this.index];
  }

  private take(character: string): boolean {
    if (this.peek() !== character) return false;
    this.index += 1;
    return true;
  }

  private skipSpaces(): void {
    while (/^\s$/.test(this.peek() ?? '')) this.index += 1;
  }
}

const joined = (type: 'or' | 'and', filters: readonly Filter[]): Filter => {
  const [only] = filters;
  return filters.length === 1 && only ? only : {type, filters};
};

const isSpace = (character: {text: string; quoted: boolean} | undefined): boolean =>
  character !== undefined && !character.quoted && /^\s$/.test(character.text);

const isWildcard = (character: {text: string; quoted: boolean}): boolean =>
  !character.quoted && (character.text === '*' || character.text === '?');

function partsOf(written: Written, capitals: boolean): PatternPart[] {
  const parts: PatternPart[] = [];
  for (const character of written.characters) {
    const last = parts.at(-1);
    const literal = capitals ? character.text.toUpperCase() : character.text;
    if (isWildcard(character)) parts.push(character.text === '*' ? 'any' : 'one');
    else if (typeof last === 'object') parts[parts.length - 1] = {literal: last.literal + literal};
    else parts.push({literal});
  }
  return parts;
}

/** A value of a filter as a row holds it; undefined where it is none of this kind. Nothing is the blank value. */
function readValue(text: string, kind: FilterKind, options: OptionList | undefined): FilterValue | undefined {
  switch (kind) {
    case 'code':
      return text.toUpperCase();
    case 'text':
      return text;
    case 'date':
      return text === '' ? '' : parseDate(text);
    case 'integer': {
      if (text === '') return 0;
      const number = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
      return Math.abs(number) <= LARGEST_INTEGER ? number : undefined;
    }
    case 'decimal': {
      const value = text === '' ? 0n : parseScaled(text);
      return value !== undefined && abs(value) <= LARGEST ? value : undefined;
    }
    case 'boolean':
      if (text === '') return false;
      if (/^(true|yes|ja|1)$/i.test(text)) return true;
      return /^(false|no|nei|0)$/i.test(text) ? false : undefined;
    case 'option':
      return readOption(text, options);
  }
}

/** An option by its English caption in any case, or by its ordinal; other text only where rows may hold such text. */
function readOption(text: string, options: OptionList | undefined): string | undefined {
  const captions = options?.captions ?? new Map<number, string>();
  for (const caption of captions.values()) if (caption.toLowerCase() === text.toLowerCase()) return caption;
  if (/^\d+$/.test(text)) return captions.get(Number(text));
  return options?.strict ? undefined : text;
}
