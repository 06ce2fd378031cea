/**
 * Something to tell a person, before it has a language: a key of the message catalogue and what goes into the
 * sentence. `source/text.ts` makes words of it. A bigint is a scaled amount, `{date}` a ledger date, and
 * `{caption}` the English caption of a field, option or table: each is shown in the reader's language.
 */
export type MessageParameter = string | number | bigint | {date: string} | {caption: string} | {quantity: bigint};

export interface Message {
  readonly key: string;
  readonly params?: Readonly<Record<string, MessageParameter>>;
}

export const message = (key: string, params?: Message['params']): Message => ({key, params});
