/**
 * A person at a terminal of a stated size: the screens run against a headless terminal, so that a frame is what a
 * terminal shows, wrapping and erasing included. Waits for what should appear, never for a guessed delay.
 */
import {EventEmitter} from 'node:events';
import {setTimeout as sleep} from 'node:timers/promises';
import xterm from '@xterm/headless';
import {render} from 'ink';
import type {ReactElement} from 'react';

const KEYS: Record<string, string> = {
  Enter: '\r',
  Esc: '\u001b',
  Up: '\u001b[A',
  Down: '\u001b[B',
  Right: '\u001b[C',
  Left: '\u001b[D',
  PageUp: '\u001b[5~',
  PageDown: '\u001b[6~',
  Home: '\u001b[H',
  End: '\u001b[F',
  Tab: '\t',
  Backspace: '\u007f',
  'Ctrl-P': '\u0010',
  'Ctrl-C': '\u0003',
  'Ctrl-L': '\u000c',
  'Ctrl-U': '\u0015',
  'Ctrl-R': '\u0012',
};

class Input extends EventEmitter {
  readonly isTTY = true;
  private readonly waiting: string[] = [];

  type(text: string): void {
    this.waiting.push(text);
    this.emit('readable');
  }

  read(): string | null {
    return this.waiting.shift() ?? null;
  }

  setEncoding(): void {}
  setRawMode(): void {}
  ref(): void {}
  unref(): void {}
}

class Output extends EventEmitter {
  readonly isTTY = true;
  bytes = 0;

  constructor(
    readonly terminal: InstanceType<typeof xterm.Terminal>,
    public columns: number,
    public rows: number,
  ) {
    super();
  }

  write(text: string, ...rest: unknown[]): boolean {
    this.bytes += Buffer.byteLength(text);
    const done = rest.at(-1);
    this.terminal.write(text, typeof done === 'function' ? () => done() : undefined);
    return true;
  }
}

/** Somebody in front of the program. */
export class Person {
  private readonly input = new Input();
  private readonly output: Output;
  private readonly terminal: InstanceType<typeof xterm.Terminal>;
  readonly left: Promise<unknown>;
  private readonly instance: ReturnType<typeof render>;

  /** `isAtRest` tells that nothing is under way in the program: no key waits, nothing is read. */
  constructor(
    screens: ReactElement,
    {columns = 80, rows = 24} = {},
    private readonly isAtRest: () => boolean = () => true,
  ) {
    this.terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, convertEol: true});
    this.output = new Output(this.terminal, columns, rows);
    this.instance = render(screens, {
      stdin: this.input as unknown as NodeJS.ReadStream,
      stdout: this.output as unknown as NodeJS.WriteStream,
      alternateScreen: true,
      incrementalRendering: true,
      exitOnCtrlC: false,
      patchConsole: false,
      interactive: true,
    });
    this.left = this.instance.waitUntilExit();
    this.left.catch(() => {});
  }

  /** Presses named keys (`Down`, `Ctrl-P`) or types letters, one event each. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.input.type(KEYS[key] ?? key);
      await sleep(key === 'Esc' ? 40 : 5);
    }
    await this.settled();
  }

  /** Types a text as fast as a person cannot: in one chunk. */
  async types(text: string): Promise<void> {
    this.input.type(text);
    await this.settled();
  }

  /** Opens a page by its name through the search. */
  async opens(name: string): Promise<void> {
    await this.press('Ctrl-P');
    await this.types(name);
    await this.press('Enter');
  }

  /** Waits until a text (or pattern) is on the screen, and all else that is drawn with it; fails with the frame that is there instead. */
  async sees(wanted: string | RegExp, timeout = 60_000): Promise<string> {
    const until = Date.now() + timeout;
    for (;;) {
      const frame = await this.frame();
      if (typeof wanted === 'string' ? frame.includes(wanted) : wanted.test(frame)) {
        await this.settled();
        return this.frame();
      }
      if (Date.now() > until) throw new Error(`never saw ${wanted} in\n${frame}`);
      await sleep(20);
    }
  }

  /** What the terminal shows, without trailing blanks. */
  async frame(): Promise<string> {
    await new Promise<void>(resolve => this.terminal.write('', resolve));
    const buffer = this.terminal.buffer.active;
    const lines = Array.from({length: this.terminal.rows}, (_, row) => {
      return buffer.getLine(buffer.viewportY + row)?.translateToString(true) ?? '';
    });
    return lines.join('\n').trimEnd();
  }

  /** Lines of the frame, for looking at one of them. */
  async line(number: number): Promise<string> {
    return (await this.frame()).split('\n').at(number) ?? '';
  }

  async resizes(columns: number, rows: number): Promise<void> {
    this.terminal.resize(columns, rows);
    this.output.columns = columns;
    this.output.rows = rows;
    this.output.emit('resize');
    await this.settled();
  }

  /** Bytes that were sent to the terminal so far. */
  get bytes(): number {
    return this.output.bytes;
  }

  leaves(): void {
    this.instance.unmount();
  }

  /** Until the program is at rest and two frames in a row are the same; not longer than a job may show its progress. */
  private async settled(): Promise<void> {
    const until = Date.now() + 5000;
    let before: string | undefined;
    do {
      await sleep(40);
      const now = await this.frame();
      if (this.isAtRest() && now === before) return;
      before = this.isAtRest() ? now : undefined;
    } while (Date.now() < until);
  }
}
