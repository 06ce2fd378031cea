// Runs the built program, and after every command that wrote to the company holds `explain` to its promise: on every
// row the causes and what is unexplained add up to the difference, and nothing is unexplained (reconciliation.md 12).
import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';

const WRITES = new Set(['import', 'setup', 'journal', 'order', 'gl-journal', 'adjust', 'post']);
const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const args = process.argv.slice(2);
const run = spawnSync(process.execPath, [program, ...args], {stdio: 'inherit'});
if (WRITES.has(args[0]) && (run.status === 0 || run.status === 1)) explained();
process.exitCode = run.status ?? 3;

function explained() {
  const database = args[args.indexOf('--db') + 1];
  const told = spawnSync(process.execPath, [program, 'explain', '--json', '--db', database], {encoding: 'utf8'});
  const {rows} = JSON.parse(told.stdout);
  const wrong = rows.filter(({difference, causes, unexplained}) => {
    const sum = causes.reduce((total, {amount}) => total + hundredThousandths(amount), 0n);
    return hundredThousandths(unexplained) !== 0n || sum !== hundredThousandths(difference);
  });
  if (wrong.length === 0) return;
  process.stderr.write(`explain leaves something unexplained: ${JSON.stringify(wrong)}\n`);
  process.exit(70);
}

function hundredThousandths(amount) {
  const [whole, fraction = ''] = amount.replace('-', '').split('.');
  const value = BigInt(whole + fraction.padEnd(5, '0'));
  return amount.startsWith('-') ? -value : value;
}
