/**
 * The piece of a query that is on the screen, with some rows around it, and the row that is selected. Moves read
 * what they need and nothing more; one after the other, so that keys pressed fast act in their order.
 */
import type {Anchor, ListRow, RowSource} from './row-source.js';

/** Rows kept around the window; beyond, the far end is let go. */
const KEPT = 1000;

/** Where a list was left: enough to come back to the same rows, after a reload too. */
export interface Place {
  /** Row at the top of the window. */
  readonly top: Anchor;
  /** Lines from the top to the selected row. */
  readonly offset: number;
  /** Number of the top row, where it is known. */
  readonly number?: number;
}

export class RowWindow {
  rows: readonly ListRow[] = [];
  /** Index of the first row on the screen, and of the selected one. */
  top = 0;
  cursor = 0;
  /** Whether the first read is done. */
  isLoaded = false;
  private startsAtFirst = true;
  private endsAtLast = false;
  /** Number of `rows[0]` in the whole query, from 1, where it is known. */
  private firstNumber: number | undefined = 1;
  private work: Promise<void> = Promise.resolve();

  constructor(
    private readonly source: RowSource,
    private height: number,
    private readonly onChange: () => void,
  ) {}

  get selected(): ListRow | undefined {
    return this.rows[this.cursor];
  }

  get visible(): readonly ListRow[] {
    return this.rows.slice(this.top, this.top + this.height);
  }

  /** The selected row's number in the whole query, from 1; undefined where rows before it were never counted. */
  get number(): number | undefined {
    return this.firstNumber === undefined ? undefined : this.firstNumber + this.cursor;
  }

  /** How many rows there are in all, where the window has seen both ends. */
  get knownCount(): number | undefined {
    return this.isLoaded && this.startsAtFirst && this.endsAtLast ? this.rows.length : undefined;
  }

  /** Tells how many rows there are in all: numbers the rows of a window that was opened at its end. */
  countIs(count: number): void {
    if (this.endsAtLast && this.firstNumber === undefined) this.firstNumber = count - this.rows.length + 1;
  }

  get place(): Place | undefined {
    const top = this.rows[this.top];
    if (!top) return undefined;
    const number = this.firstNumber === undefined ? {} : {number: this.firstNumber + this.top};
    return {top: top.anchor, offset: this.cursor - this.top, ...number};
  }

  /** Reads the first rows, or those around a place that was left. */
  open(place?: Place): Promise<void> {
    return this.inTurn(async () => {
      if (!place) return this.readFirst();
      this.take(await this.source.forward(this.batch, place.top, true), place.number);
      this.startsAtFirst = place.number === 1;
      this.endsAtLast = this.rows.length < this.batch;
      if (this.rows.length < this.height) await this.readBefore();
      if (this.rows.length === 0) return this.readFirst();
      this.cursor = Math.min(this.top + place.offset, this.rows.length - 1);
    });
  }

  first(): Promise<void> {
    return this.inTurn(() => this.readFirst());
  }

  /** Goes to the last row; `count` numbers it where it is known. */
  last(count?: number): Promise<void> {
    return this.inTurn(async () => {
      const rows = await this.source.backward(this.batch);
      this.take(rows, count === undefined ? undefined : count - rows.length + 1);
      this.startsAtFirst = rows.length < this.batch;
      if (this.startsAtFirst) this.firstNumber = 1;
      this.endsAtLast = true;
      this.cursor = Math.max(0, rows.length - 1);
    });
  }

  /** Moves the selection by some rows; stops at the ends. */
  move(by: number): Promise<void> {
    return this.inTurn(async () => {
      if (this.cursor + by < 0 && !this.startsAtFirst) await this.readBefore();
      if (this.cursor + by >= this.rows.length && !this.endsAtLast) await this.readAfter();
      this.cursor = Math.max(0, Math.min(this.rows.length - 1, this.cursor + by));
    });
  }

  /** A page down or up: the selection keeps its line on the screen. */
  page(pages: number): Promise<void> {
    const by = pages * Math.max(1, this.height - 1);
    return this.inTurn(async () => {
      if (this.top + by < 0 && !this.startsAtFirst) await this.readBefore();
      if (this.top + by + this.height > this.rows.length && !this.endsAtLast) await this.readAfter();
      const lastTop = Math.max(0, this.rows.length - this.height);
      const top = Math.max(0, Math.min(lastTop, this.top + by));
      const moved = top - this.top;
      this.top = top;
      const cursor = moved === 0 ? this.cursor + by : this.cursor + moved;
      this.cursor = Math.max(0, Math.min(this.rows.length - 1, cursor));
    });
  }

  resize(height: number): void {
    if (height === this.height) return;
    this.height = height;
    void this.inTurn(async () => {
      if (this.rows.length - this.top < height && !this.endsAtLast) await this.readAfter();
    });
  }

  private get batch(): number {
    return Math.max(60, this.height * 2);
  }

  private async readFirst(): Promise<void> {
    this.take(await this.source.forward(this.batch), 1);
    this.startsAtFirst = true;
    this.endsAtLast = this.rows.length < this.batch;
  }

  private async readAfter(): Promise<void> {
    const more = await this.source.forward(this.batch, this.rows.at(-1)?.anchor);
    this.endsAtLast = more.length < this.batch;
    const rows = [...this.rows, ...more];
    const drop = Math.min(Math.max(0, rows.length - KEPT), this.top);
    this.rows = rows.slice(drop);
    if (drop > 0) this.startsAtFirst = false;
    if (this.firstNumber !== undefined) this.firstNumber += drop;
    this.top -= drop;
    this.cursor -= drop;
  }

  private async readBefore(): Promise<void> {
    const more = await this.source.backward(this.batch, this.rows[0]?.anchor);
    this.startsAtFirst = more.length < this.batch;
    this.rows = [...more, ...this.rows];
    this.firstNumber = this.startsAtFirst
      ? 1
      : this.firstNumber === undefined
        ? undefined
        : this.firstNumber - more.length;
    this.top += more.length;
    this.cursor += more.length;
    const keep = Math.max(KEPT, this.cursor + this.height);
    if (this.rows.length > keep) {
      this.rows = this.rows.slice(0, keep);
      this.endsAtLast = false;
    }
  }

  private take(rows: readonly ListRow[], firstNumber: number | undefined): void {
    this.rows = rows;
    this.firstNumber = firstNumber;
    this.top = 0;
    this.cursor = 0;
  }

  private inTurn(step: () => Promise<void>): Promise<void> {
    const done = this.work.then(async () => {
      await step();
      this.isLoaded = true;
      this.top = Math.max(0, Math.min(this.top, this.cursor));
      if (this.cursor >= this.top + this.height) this.top = this.cursor - this.height + 1;
      this.top = Math.max(0, Math.min(this.top, this.rows.length - this.height));
      this.onChange();
    });
    this.work = done.catch(() => {});
    return done;
  }
}
