/**
 * Words, numbers and dates in the reader's language: the only place where a {@link Message} becomes a sentence.
 * Catalogues are in ./locales, one a language; a test holds them to the same keys.
 */
import i18next, {type i18n} from 'i18next';
import {dayOf, isClosingDate} from './domain/dates.js';
import type {Message, MessageParameter} from './domain/message.js';
import {formatScaled} from './domain/money.js';
import en from './locales/en.js';
import nb from './locales/nb.js';

export type Language = 'en' | 'nb';

/** The language of an environment's LC_ALL, LC_MESSAGES or LANG; English unless it is Norwegian. */
export function languageOf(environment: NodeJS.ProcessEnv): Language {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return /^(nb|no|nn)([_.@-]|$)/i.test(locale) ? 'nb' : 'en';
}

const LOCALES: Record<Language, string> = {en: 'en-US', nb: 'nb-NO'};

export class Text {
  private readonly i18n: i18n;
  private readonly formats = new Map<number, Intl.NumberFormat>();

  constructor(readonly language: Language) {
    this.i18n = i18next.createInstance();
    this.i18n.init({
      lng: language,
      resources: {en: {translation: en}, nb: {translation: nb}},
      fallbackLng: false,
      interpolation: {escapeValue: false},
      initAsync: false,
    });
  }

  /** The sentence of a catalogue key. */
  t(key: string, params: Message['params'] = {}): string {
    return this.i18n.t(
      key,
      Object.fromEntries(Object.entries(params).map(([name, value]) => [name, this.show(value)])),
    );
  }

  /** The sentence of a message. */
  say(message: Message): string {
    return this.t(message.key, message.params);
  }

  /** A caption of `tables.md` (field, table or option value) in the reader's language. */
  caption(caption: string): string {
    if (this.language === 'en') return caption;
    return (nb.captions as Record<string, string>)[caption] ?? caption;
  }

  /** An amount with thousands separators and two decimals, more only where the value has them. */
  amount(value: bigint, decimals = 2): string {
    return this.number(value, decimals);
  }

  /** A quantity or unit cost with as many decimals as it needs. */
  quantity(value: bigint): string {
    return this.number(value, 0);
  }

  /** A whole number with thousands separators. */
  count(value: number): string {
    return this.number(BigInt(value) * 100_000n, 0);
  }

  /** A date as people here write it; a closing date keeps its C. Blank stays blank. */
  date(date: string): string {
    if (date === '') return '';
    const [year, month, day] = dayOf(date).split('-');
    const plain = this.language === 'nb' ? `${day}.${month}.${year}` : `${year}-${month}-${day}`;
    return isClosingDate(date) ? `C${plain}` : plain;
  }

  private show(value: MessageParameter): string | number {
    if (typeof value === 'bigint') return this.amount(value);
    if (typeof value !== 'object') return value;
    if ('date' in value) return this.date(value.date);
    if ('caption' in value) return this.caption(value.caption);
    return this.quantity(value.quantity);
  }

  private number(value: bigint, decimals: number): string {
    let format = this.formats.get(decimals);
    if (!format) {
      format = new Intl.NumberFormat(LOCALES[this.language], {
        minimumFractionDigits: decimals,
        maximumFractionDigits: 5,
      });
      this.formats.set(decimals, format);
    }
    return format
      .format(formatScaled(value) as Intl.StringNumericLiteral)
      .replaceAll('\u2212', '-')
      .replaceAll('\u202f', '\u00a0');
  }
}
