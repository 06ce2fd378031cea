/** Asks for a file and writes a report to it, in the form that the file's name ends with. */
import {existsSync} from 'node:fs';
import {homedir} from 'node:os';
import {basename, extname, join} from 'node:path';
import {useState, type ReactNode} from 'react';
import {LineInput} from '../../components/line-input.js';
import {message} from '../../domain/message.js';
import type {Report} from '../../domain/reports/report.js';
import {Refusal} from '../../errors.js';
import {reportContent, type ReportFormat} from '../../report-formats/content.js';
import {writeWhole} from '../../report-formats/write-file.js';
import {useGuarded, useSession} from '../session.js';

const FORMATS: Readonly<Record<string, ReportFormat>> = {
  '.csv': 'csv',
  '.xlsx': 'xlsx',
  '.txt': 'text',
  '.json': 'json',
};

/** Narrowest page of a text. */
const PAGE = 80;

interface ExportInputProps {
  /** With the rows as they are shown. */
  readonly report: Report;
  readonly width: number;
  readonly onDone: () => void;
}

export function ExportInput({report, width, onDone}: ExportInputProps): ReactNode {
  const {program, company, say} = useSession();
  const {text} = program;
  const guarded = useGuarded();
  const [present, setPresent] = useState<string>();
  const accept = (typed: string) =>
    guarded(async () => {
      const file = pathOf(typed);
      const format = FORMATS[extname(file).toLowerCase()];
      if (!format) throw new Refusal('bad-option', message('screens.reports.badFile'));
      if (existsSync(file) && present !== file) {
        setPresent(file);
        return say(text.t('screens.reports.overwrite', {file}));
      }
      const where = company?.where ?? '';
      const page = {width: Math.max(PAGE, width), pageLength: 0, company: basename(where, extname(where))};
      await writeWhole(file, reportContent(report, format, text, page));
      const count = report.rows.filter(({kind}) => kind === 'row').length;
      say(text.t('screens.reports.written', {file, count}), 'good');
      onDone();
    });
  return (
    <LineInput
      label={text.t('screens.reports.file')}
      initial={`${report.name}.xlsx`}
      width={width}
      onAccept={accept}
      onCancel={onDone}
    />
  );
}

/** A path as one types it in a shell: `~/` is the home folder. */
const pathOf = (typed: string): string => {
  const path = typed.trim();
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
};
