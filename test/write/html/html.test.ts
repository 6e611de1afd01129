import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { fromBytes } from '../../../src/base/bytes.ts';
import type { Narrowing } from '../../../src/plan/narrowing.ts';
import { displayText } from '../../../src/write/display-text.ts';
import { awkwardName } from '../../graph/awkward-name.ts';
import { distribution, example, infrastructureModel, servicesModel } from '../../graph/models.ts';
import { rounds } from '../../rounds.ts';
import { writeWalk } from './write-walk.ts';

/** The page without script and style, as XML where void elements are closed: parsed strictly, every text in order. */
function textsOf(page: string): string[] {
  const xml = fromBytes(page)
    .replace('<!doctype html>', '')
    .replace(/<script>[\s\S]*?<\/script>|<style>[\s\S]*?<\/style>/g, '')
    .replace(/<(meta|input)([^>]*)>/g, '<$1$2/>')
    .replace(' hidden>', ' hidden="">');
  const texts: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', error => {
    throw error;
  });
  parser.on('text', text => texts.push(text));
  parser.on('attribute', ({ name, value }) => {
    if (name.startsWith('data-')) JSON.parse(value);
    expect(name).not.toMatch(/^on/);
  });
  parser.write(xml).close();
  return texts;
}

describe('the walk of the three-service example', () => {
  const page = writeWalk(example, 1);

  it('shows the models, the problem, the steps, the plans and the proof', () => {
    const texts = textsOf(page);
    expect(texts).toContain('Network links');
    expect(texts).toContain('0 of 3 dependencies');
    expect(texts).toContain('0: this is the optimum');
    expect(texts.filter(text => text.startsWith('Isolate '))).toHaveLength(3);
    expect(texts).toContain('testService1: its neighbours have 0 colours; it gets colour 0 (testtarget1).');
    expect(texts).toContain('1: testtarget2');
  });

  it('asks nothing of the network', () => {
    expect(page).toContain("default-src 'none'");
    const links = [...page.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, link]) => link);
    expect(links.filter(link => !link?.startsWith('#'))).toEqual([]);
    expect(page.replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:/);
  });

  it('is the same bytes every time', () => {
    expect(writeWalk(example, 1)).toBe(page);
  });

  it('has each id once, and a heading for each link', () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
  });
});

it('shows names of any kind as they are, and lets none of them become markup', () => {
  const names = [
    ...new Set(fc.sample(awkwardName, { seed: 20201008, numRuns: rounds({ fast: 8, short: 60, long: 200 }) })),
  ];
  const models = {
    services: servicesModel(names.map((name, i) => [name, { type: name, dependsOn: names.slice(0, i % 3) }])),
    infrastructure: infrastructureModel(names.map(name => [name, [name]])),
    candidates: distribution(names.map((name, i) => [name, names.slice(i, i + 3)])),
  };
  const last = names.at(-1) ?? '';
  const narrowing: Narrowing = {
    initial: models.candidates,
    steps: names.map((name, i) => ({
      filter: name,
      settings: [[name, name]],
      position: undefined,
      before: models.candidates,
      after: i % 4 === 0 ? undefined : distribution(names.map((key, j) => [key, names.slice(j + (i % 3), j + 3)])),
      failure: i % 4 === 0 ? name : undefined,
    })),
    final: distribution(names.map(key => [key, [last]])),
  };
  const texts = textsOf(writeWalk(models, 1, narrowing));
  for (const name of names.filter(Boolean)) expect(texts).toContain(fromBytes(displayText(name)));
  for (const [i, name] of names.entries()) {
    const said = fromBytes(displayText([name, `${name} = "${name}"`].filter(Boolean).join(' ')));
    expect(texts.some(text => text.startsWith(said + (i % 4 === 0 ? ' fails' : ' takes')))).toBe(true);
  }
});
