// Makes a company of any size by posting journals through the engine, the way the demo company is made:
//   npm run make-company -- <file.db> [months]
import {connect} from '../source/store/connect.js';
import {createCompany} from '../source/jobs/create-company.js';
import {Text} from '../source/text.js';

const [where, months = '24'] = process.argv.slice(2);
const count = Number(months);
if (!where || !Number.isInteger(count) || count < 2) {
  console.error('usage: npm run make-company -- <file.db> [months, at least 2]');
  process.exit(2);
}
const database = await connect(where, {create: true});
await createCompany(
  {
    database,
    text: new Text('en'),
    workDate: new Date().toISOString().slice(0, 10),
    userId: 'MAKER',
    progress: ({label, done, total}) => console.error(`${label}: ${done} / ${total}`),
    signal: new AbortController().signal,
  },
  {demo: true, force: false, where, size: {first: '2000-01-01', months: count}},
);
await database.close();
