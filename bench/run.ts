/**
 * Runs the measurements of this folder one after another, each in a process of its own, and prints one table of what
 * they found. With names only those; a number goes to each of them as its size.
 *   npm run bench [name …] [size]
 */
import {fork} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {basename, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Figure} from './support/figure.js';

const folder = fileURLToPath(new URL('.', import.meta.url));
const args = process.argv.slice(2);
const sizes = args.filter(argument => /^\d+$/.test(argument));
const names = args.filter(argument => !sizes.includes(argument));
const there = readdirSync(folder)
  .filter(name => name.endsWith('.ts') && name !== 'run.ts')
  .map(name => basename(name, '.ts'))
  .sort();

/** One measurement, its own output passed on as it comes. */
function measure(name: string): Promise<{figures: Figure[]; failed: boolean}> {
  const figures: Figure[] = [];
  const child = fork(join(folder, `${name}.ts`), sizes, {execArgv: ['--import', 'tsx'], stdio: 'inherit'});
  child.on('message', message => figures.push(message as Figure));
  return new Promise(resolve => {
    child.on('exit', code => resolve({figures, failed: code !== 0}));
  });
}

const seconds = (value: number): string => `${value < 1 ? value.toFixed(3) : value.toFixed(1)} s`;

/** A value, its limit, and a mark where it is over that. */
function limited(value: number, shown: string, most: number | undefined, unit = ''): string {
  if (most === undefined) return shown;
  return `${shown} (${value > most ? 'OVER ' : ''}limit ${most}${unit})`;
}

function cellsOf({name, seconds: taken, secondsAllowed, reference, limit, megabytes, megabytesAllowed}: Figure) {
  const ratio = reference ? taken / reference.seconds : undefined;
  return [
    name,
    limited(taken, seconds(taken), secondsAllowed, ' s'),
    reference ? `${reference.name} ${seconds(reference.seconds)}` : '',
    ratio === undefined ? '' : limited(ratio, ratio.toFixed(2), limit),
    megabytes === undefined ? '' : limited(megabytes, `${megabytes.toFixed(0)} MB`, megabytesAllowed, ' MB'),
  ];
}

function table(rows: readonly string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [header = [], ...body] = rows;
  return [line(header), `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n');
}

const unknown = names.filter(name => !there.includes(name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. There are: ${there.join(', ')}.`);
  process.exit(2);
}
const rows = [['measured', 'time', 'reference', 'ratio', 'peak memory']];
const failures: string[] = [];
for (const name of names.length > 0 ? names : there) {
  console.log(`\n== ${name}`);
  const {figures, failed} = await measure(name);
  rows.push(...figures.map(cellsOf));
  if (failed) failures.push(name);
}
console.log(`\n${table(rows)}`);
if (failures.length > 0) {
  console.error(`Failed: ${failures.join(', ')}`);
  process.exitCode = 1;
}
