import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {accountTypes} from '../source/domain/posting/account-types.js';
import * as options from '../source/domain/options.js';
import en from '../source/locales/en.js';
import nb from '../source/locales/nb.js';
import {allTables} from '../source/store/entities.js';

type Catalogue = {readonly [key: string]: string | Catalogue};

/** Messages by full key. Captions are not among them: their keys are the captions themselves. */
function messages({captions: _, ...areas}: Catalogue, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(areas).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[prefix + key, value]] : [...messages(value, `${prefix}${key}.`)],
    ),
  );
}

const english = messages(en as Catalogue);
const norwegian = messages(nb as Catalogue);
const placeholders = (sentence: string): string[] =>
  [...new Set([...sentence.matchAll(/\{\{-?\s*(\w+)/g)].map(match => match[1] ?? ''))].sort();
/** i18next chooses `…_one` or `…_other` by a count; the source names the key without. */
const stem = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '');

const sources = readdirSync('source', {recursive: true, encoding: 'utf8'})
  .filter(name => /\.tsx?$/.test(name))
  .map(name => readFileSync(join('source', name), 'utf8'))
  .join('\n');
const areas = Object.keys(en)
  .filter(area => area !== 'captions')
  .join('|');
const literals = new Set(
  [...sources.matchAll(new RegExp(`(['"\`])((?:${areas})\\.[\\w.-]+)\\1`, 'g'))].map(match => match[2] ?? ''),
);
/** Keys put together: `errors.${kind}` is any key with one more part where the braces stand. */
const templates = [...sources.matchAll(new RegExp(`\`((?:${areas})\\.[^\`\\s]*\\$\\{[^\`]*)\``, 'g'))].map(
  ([, template = '']) => ({
    template,
    pattern: new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '[^.]+')}$`),
  }),
);

describe('messages', () => {
  it('are there in both languages', () => {
    expect([...norwegian.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('have the same placeholders in both languages', () => {
    const differing = [...english].filter(
      ([key, sentence]) => `${placeholders(sentence)}` !== `${placeholders(norwegian.get(key) ?? '')}`,
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('say something', () => {
    expect([...english, ...norwegian].filter(([, sentence]) => sentence.trim() === '')).toEqual([]);
  });

  it('are all used', () => {
    const unused = [...english.keys()].filter(
      key => !literals.has(stem(key)) && !literals.has(key) && !templates.some(({pattern}) => pattern.test(stem(key))),
    );
    expect(unused).toEqual([]);
  });

  it('are there for every key that the program names', () => {
    const known = new Set([...english.keys()].flatMap(key => [key, stem(key)]));
    expect([...literals].filter(key => !known.has(key))).toEqual([]);
    expect(
      templates.filter(({pattern}) => ![...known].some(key => pattern.test(key))).map(each => each.template),
    ).toEqual([]);
  });
});

describe('captions', () => {
  const norwegianCaptions: Record<string, string> = nb.captions;
  const optionLists = Object.entries(options).flatMap(([name, list]) =>
    'captions' in list ? [{name, captions: [...list.captions.values()].filter(caption => caption !== '')}] : [],
  );
  const fieldCaptions = allTables.map(({name, fields, calculated}) => ({
    name,
    captions: [...fields.map(field => field.caption), ...calculated],
  }));
  const tableNames = {name: 'tables', captions: [...new Set(allTables.flatMap(table => [table.name, table.listName]))]};
  const groups = [...optionLists, ...fieldCaptions, tableNames, {name: 'account types', captions: [...accountTypes]}];

  const captions = new Set(groups.flatMap(group => group.captions));

  it('of every table, field, option and account type are there in Norwegian', () => {
    expect([...captions].filter(caption => !norwegianCaptions[caption])).toEqual([]);
  });

  it('of anything else are named in the source, such as the rows of the reconciliation', () => {
    const others = Object.keys(norwegianCaptions).filter(caption => !captions.has(caption));
    expect(others.filter(caption => !sources.includes(`'${caption}'`))).toEqual([]);
  });

  it('mean one thing within their table, list of options or the list of tables', () => {
    const doubled = groups.flatMap(({name, captions}) => {
      const words = [...new Set(captions)].map(caption => (norwegianCaptions[caption] ?? '').toLowerCase());
      return words.filter((word, index) => words.indexOf(word) !== index).map(word => `${name}: ${word}`);
    });
    expect(doubled).toEqual([]);
  });
});
