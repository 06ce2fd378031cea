/**
 * Parts of a measurement in processes of their own, so that each has its own peak of memory and none is warmed up by
 * another; and the median of what several rounds of them told.
 */
import {execFileSync} from 'node:child_process';
import {copyFileSync, existsSync, rmSync} from 'node:fs';

/** What a part tells when it is done. */
export interface Told {
  readonly seconds: number;
  /** Processor time: what is left when the disk is fast and nobody else is on the machine. */
  readonly processor: number;
  /** Peak memory of the process. */
  readonly megabytes: number;
  /** How much was done, to be compared with what another program did. */
  readonly result: string;
  /** Seconds of what else was measured in the same process. */
  readonly also?: Readonly<Record<string, number>>;
}

/** Starts the clock; the function that it returns says what was used since. */
export function stopwatch(): (result: string) => Told {
  const start = performance.now();
  const before = process.cpuUsage();
  return result => {
    const used = process.cpuUsage(before);
    return {
      seconds: (performance.now() - start) / 1000,
      processor: (used.user + used.system) / 1e6,
      megabytes: process.resourceUsage().maxRSS / 1024,
      result,
    };
  };
}

/** Tells the process that started this one. */
export function tell(told: Told): void {
  process.stdout.write(`${JSON.stringify(told)}\n`);
}

/** Runs a file of this folder with arguments; returns the last thing that it told. */
export function runAlone(file: string, ...args: readonly string[]): Told {
  const output = execFileSync(process.execPath, ['--import', 'tsx', file, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Told;
}

/** Runs a part on a copy of a database that is removed afterwards. */
export function runOnCopy(file: string, part: string, database: string): Told {
  const copy = `${database}-${part}`;
  try {
    copyFileSync(database, copy);
    return runAlone(file, part, copy);
  } finally {
    for (const name of [copy, `${copy}-wal`, `${copy}-shm`]) if (existsSync(name)) rmSync(name);
  }
}

/** The middle one by time, with the highest memory of all. */
export function median(rounds: readonly Told[]): Told {
  const sorted = [...rounds].sort((left, right) => left.seconds - right.seconds);
  const middle = sorted[sorted.length >> 1];
  if (!middle) throw new Error('nothing was measured');
  return {...middle, megabytes: Math.max(...rounds.map(({megabytes}) => megabytes))};
}

/** One line for the person who watches. */
export function shown(name: string, {seconds, processor, megabytes, result}: Told): string {
  return `${name.padEnd(34)}${seconds.toFixed(2).padStart(8)} s (processor ${processor.toFixed(2).padStart(6)} s)${megabytes.toFixed(0).padStart(5)} MB  ${result}`;
}
