import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { fromBytes } from '../../src/base/bytes.ts';
import type { Chapters } from '../../src/page/chapters.ts';
import type { Narrowing } from '../../src/plan/narrowing.ts';
import { awkwardName } from '../graph/awkward-name.ts';
import { distribution, example, infrastructureModel, servicesModel } from '../graph/models.ts';
import { rounds } from '../rounds.ts';
import { makeWalk } from './make-walk.ts';

/** All texts of chapters, as somebody reads them; pictures are parsed strictly. */
function textsOf({ chapters }: Chapters): readonly string[] {
  const texts: string[] = [];
  JSON.stringify(chapters, (key, value: unknown) => {
    if (key === 'svg' && typeof value === 'string') texts.push(...textsInPicture(value));
    else if (typeof value === 'string') texts.push(fromBytes(value));
    return value;
  });
  return texts;
}

function textsInPicture(svg: string): readonly string[] {
  const texts: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', error => {
    throw error;
  });
  parser.on('opentag', ({ name }) => expect(name).not.toMatch(/^(?:script|foreignObject|img)$/));
  parser.on('attribute', ({ name }) => expect(name).not.toMatch(/^on/));
  parser.on('text', text => texts.push(text));
  parser.write(fromBytes(svg)).close();
  return texts;
}

describe('the walk of the three-service example', () => {
  const walk = makeWalk(example, 1);

  it('shows the models, the problem, the steps, the plans and the proof', () => {
    const texts = textsOf(walk);
    expect(texts).toContain('Network links');
    expect(texts).toContain('0 of 3 dependencies');
    expect(texts).toContain('0: this is the optimum');
    expect(texts.filter(text => text.startsWith('Isolate '))).toHaveLength(3);
    expect(texts).toContain('testService1: its neighbours have 0 colours; it gets colour 0 (testtarget1).');
    expect(texts).toContain('1: testtarget2');
  });

  it('has each chapter once, and is the same every time', () => {
    const ids = walk.chapters.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(makeWalk(example, 1)).toEqual(walk);
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
  const texts = textsOf(makeWalk(models, 1, narrowing));
  for (const name of names.filter(Boolean)) expect(texts).toContain(fromBytes(name));
  for (const [i, name] of names.entries()) {
    const said = fromBytes([name, `${name} = "${name}"`].filter(Boolean).join(' '));
    expect(texts.some(text => text.startsWith(said + (i % 4 === 0 ? ' fails' : ' takes')))).toBe(true);
  }
});
