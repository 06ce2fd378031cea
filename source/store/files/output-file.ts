/** A file that is written beside its place and put there only when it is whole: a failure leaves what was there before. */
import {type FileHandle, mkdir, open, rename, rm} from 'node:fs/promises';
import {dirname} from 'node:path';
import {message} from '../../domain/message.js';
import {Failure, Refusal} from '../../errors.js';
import type {Sink} from './table-writer.js';

export class OutputFile implements Sink {
  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  /** Opens a file for writing; makes its folder. Refuses a place where nothing can be written. */
  static async create(path: string): Promise<OutputFile> {
    try {
      await mkdir(dirname(path), {recursive: true});
      return new OutputFile(path, await open(`${path}.part`, 'w'));
    } catch (error) {
      throw new Refusal('cannot-write', message('files.cannot-write', {file: path, reason: reasonOf(error)}));
    }
  }

  async write(chunk: string | Uint8Array): Promise<void> {
    await this.guarded(() => this.handle.appendFile(chunk));
  }

  /** Closes the file and puts it in its place. */
  async keep(): Promise<void> {
    await this.guarded(async () => {
      await this.handle.close();
      await rename(`${this.path}.part`, this.path);
    });
  }

  /** Closes the file and forgets it. */
  async discard(): Promise<void> {
    await this.handle.close().catch(() => {});
    await rm(`${this.path}.part`, {force: true});
  }

  private async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw new Failure('write-failed', message('files.write-failed', {file: this.path, reason: reasonOf(error)}), {
        cause: error,
      });
    }
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
