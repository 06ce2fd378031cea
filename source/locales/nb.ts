/** The Norwegian Bokmål message catalogue, a file an area. */
import captions from './nb/captions.json' with {type: 'json'};
import commands from './nb/commands.json' with {type: 'json'};
import costing from './nb/costing.json' with {type: 'json'};
import errors from './nb/errors.json' with {type: 'json'};
import files from './nb/files.json' with {type: 'json'};
import posting from './nb/posting.json' with {type: 'json'};
import reconciliation from './nb/reconciliation.json' with {type: 'json'};
import reports from './nb/reports.json' with {type: 'json'};
import screens from './nb/screens.json' with {type: 'json'};

export default {captions, commands, costing, errors, files, posting, reconciliation, reports, screens};
