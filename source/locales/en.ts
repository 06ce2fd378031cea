/** The English message catalogue, a file an area. */
import captions from './en/captions.json' with {type: 'json'};
import commands from './en/commands.json' with {type: 'json'};
import costing from './en/costing.json' with {type: 'json'};
import errors from './en/errors.json' with {type: 'json'};
import files from './en/files.json' with {type: 'json'};
import posting from './en/posting.json' with {type: 'json'};
import reconciliation from './en/reconciliation.json' with {type: 'json'};
import reports from './en/reports.json' with {type: 'json'};
import screens from './en/screens.json' with {type: 'json'};

export default {captions, commands, costing, errors, files, posting, reconciliation, reports, screens};
