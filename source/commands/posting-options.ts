import {Option} from 'commander';
import type {Text} from '../text.js';

/** `--method`, which posting and its test share. */
export const methodOption = (text: Text): Option =>
  new Option('--method <method>', text.t('commands.post.method'))
    .choices(['per-entry', 'per-posting-group'])
    .default('per-entry');
