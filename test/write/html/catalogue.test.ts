import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { fromBytes } from '../../../src/base/bytes.ts';
import { usualDocs } from '../../../src/model/docs.ts';
import { pageMachine } from '../../../src/ports/page-machine.ts';
import { displayText } from '../../../src/write/display-text.ts';
import { folderName, folderUrl } from '../../../src/write/folder-name.ts';
import { writeCataloguePage } from '../../../src/write/html/catalogue.ts';
import { awkwardName } from '../../graph/awkward-name.ts';
import { servicesModel } from '../../graph/models.ts';
import { rounds } from '../../rounds.ts';

/** The page without script and style, parsed strictly as XML: its texts, and every kind of element and attribute in it. */
function read(html: string): { texts: string[]; elements: Set<string>; attributes: Set<string>; links: string[] } {
  const xml = fromBytes(html)
    .replace('<!doctype html>', '')
    .replace(/<script>[\s\S]*?<\/script>|<style>[\s\S]*?<\/style>/g, '')
    .replace(/<(meta|input)([^>]*)>/g, '<$1$2/>')
    .replaceAll(' hidden>', ' hidden="">');
  const page = {
    texts: [] as string[],
    elements: new Set<string>(),
    attributes: new Set<string>(),
    links: [] as string[],
  };
  const parser = new SaxesParser();
  parser.on('error', error => {
    throw error;
  });
  parser.on('text', text => page.texts.push(text));
  parser.on('opentag', ({ name, attributes }) => {
    page.elements.add(name);
    for (const [key, value] of Object.entries(attributes)) {
      page.attributes.add(key);
      if (key === 'href') page.links.push(value);
    }
  });
  parser.write(xml).close();
  return page;
}

const shop = servicesModel([
  [
    'db',
    {
      type: 'mysql',
      attributes: [
        ['group', 'Shop/Data'],
        ['description', 'The <data>'],
      ],
    },
  ],
  [
    'web',
    {
      type: 'http',
      dependsOn: ['db'],
      attributes: [
        ['group', 'Shop'],
        ['tags', ['a', 'b']],
        ['port', 80],
      ],
    },
  ],
  ['mail', { connectsTo: ['web'], attributes: [] }],
]);
const docs = {
  groups: new Map([['Shop', 'The shop & more']]),
  fields: ['type', 'tags', 'port', 'dependsOn'],
  descriptions: new Map([['tags', 'Labels']]),
};

describe('a small catalogue', () => {
  test('the page of the whole folds groups, and leads to them', () => {
    const { texts, links } = read(
      writeCataloguePage({ services: shop, docs, foldGroups: true, linked: true }, pageMachine).html,
    );
    expect(texts).toEqual(expect.arrayContaining(['mail', 'Shop', 'The shop & more', '2']));
    expect(texts).not.toContain('db');
    expect(links).toContain('Shop/index.html');
    // The search finds what is folded here.
    expect(texts).toContain('db (Shop/Data)');
    expect(links).toContain('Shop/Data/index.html');
  });

  test('the page of a group has its services, its columns, and ways up and down', () => {
    const { texts, links } = read(
      writeCataloguePage({ services: shop, docs, foldGroups: true, linked: true }, pageMachine, 'Shop').html,
    );
    expect(texts).toEqual(
      expect.arrayContaining(['The shop & more', 'web', 'Labels', 'a, b', '80', 'port', 'Data', '1']),
    );
    expect(links).toEqual(expect.arrayContaining(['../index.html', 'Data/index.html']));
  });

  test('unfolded, all services of the groups inside are there; alone, a page leads nowhere', () => {
    const { texts, links } = read(
      writeCataloguePage({ services: shop, docs: usualDocs, foldGroups: false, linked: false }, pageMachine).html,
    );
    expect(texts).toEqual(expect.arrayContaining(['db', 'web', 'mail', 'The <data>', 'Description']));
    expect(links.filter(link => !link.startsWith('#'))).toEqual([]);
  });

  test('two pages are the same bytes', () => {
    const page = () => writeCataloguePage({ services: shop, docs, foldGroups: true, linked: true }, pageMachine).html;
    expect(page()).toBe(page());
  });
});

test('property: whatever services, groups, fields and texts are called, pages parse and nothing becomes markup (seed 85)', () => {
  const plain = read(
    writeCataloguePage({ services: shop, docs, foldGroups: false, linked: true }, pageMachine, 'Shop').html,
  );
  const model = fc.uniqueArray(fc.record({ key: awkwardName, group: awkwardName, text: awkwardName }), {
    selector: ({ key }) => key,
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(model, fc.boolean(), (sketches, foldGroups) => {
      const names = sketches.map(({ key }) => key);
      const services = servicesModel(
        sketches.map(({ key, group, text }, i) => [
          key,
          {
            type: text,
            dependsOn: names.slice(0, i),
            attributes: [
              ['group', group],
              [text, text],
            ],
          },
        ]),
      );
      const fields = sketches.map(({ text }) => text);
      const awkward = {
        groups: new Map(sketches.map(({ group, text }) => [group, text])),
        fields,
        descriptions: new Map(sketches.map(({ text, key }) => [text, key])),
      };
      for (const group of [undefined, sketches[0]?.group]) {
        const { html } = writeCataloguePage({ services, docs: awkward, foldGroups, linked: true }, pageMachine, group);
        const page = read(html);
        for (const name of page.elements)
          expect([...plain.elements, 'path', 'polygon', 'ol', 'p', 'g', 'text']).toContain(name);
        for (const name of page.attributes)
          expect([...plain.attributes, 'class', 'data-names', 'points', 'd', 'stroke-width']).toContain(name);
        for (const link of page.links) expect(link).toMatch(/^(#[a-z-]+|(\.\.\/)*([A-Za-z0-9_%-]+\/)*index\.html)$/);
        if (group !== undefined || foldGroups) continue;
        for (const { key, text } of sketches) {
          if (key !== '') expect(page.texts).toContain(fromBytes(displayText(key)));
          if (text !== '' && text !== 'group') expect(page.texts).toContain(fromBytes(displayText(text)));
        }
      }
    }),
    { seed: 85, numRuns: rounds({ fast: 2, short: 20, long: 60 }) },
  );
});

test('property: the link of a group is the folder of the group (seed 86)', () => {
  fc.assert(
    fc.property(awkwardName, name => {
      expect(folderName(name)).not.toMatch(/[/.\0]/);
      expect(unescape(folderUrl(name))).toBe(folderName(name));
    }),
    { seed: 86, numRuns: rounds({ short: 500, long: 5000 }) },
  );
});
