import { Graph } from '@dagrejs/graphlib';
import { describe, expect, test } from 'vitest';
import { colourGraph, cutMultiway, GraphError, maximumFlow } from '../../src/library/graph/index.ts';
import { evaluate } from '../../src/library/nix/index.ts';
import * as planning from '../../src/library/planning/index.ts';

// What TypeScript refuses, JavaScript lets through: it is then told, and nothing is guessed or ignored.

const models = await planning.loadModels({ services: '{ a = { }; }', infrastructure: '{ t = { }; }' });
const edge = new Graph({ directed: false }).setEdge('a', 'b');

/** Hands on what TypeScript would not. */
function call(what: unknown, ...given: readonly unknown[]): Promise<unknown> {
  return (async () => (what as (...given: readonly unknown[]) => unknown)(...given))();
}

describe('a call that TypeScript would refuse says what is wrong with it', () => {
  test.for<[string, unknown, readonly unknown[], string]>([
    ['divide without options', planning.divide, [models], 'the options are undefined, but must be an object'],
    [
      'divide without resources',
      planning.divide,
      [models, {}],
      'the option resources is missing: it must be a list of {',
    ],
    [
      'divide by a strategy',
      planning.divide,
      [models, { resources: [], strategy: 'best' }],
      'strategy is "best", but must be "exact", ',
    ],
    [
      'divide by names',
      planning.divide,
      [models, { resources: ['memory'] }],
      'resources is a list, but must be a list of {',
    ],
    ['cover without options', planning.minimumSetCover, [models], 'the options are undefined'],
    [
      'cover by a number',
      planning.minimumSetCover,
      [models, { targetProperty: 3 }],
      'targetProperty is 3, but must be a string',
    ],
    [
      'a mistyped option',
      planning.multiwayCut,
      [models, { timelimit: 1 }],
      'there is no option "timelimit": did you mean "timeLimit"?',
    ],
    [
      'an option of another',
      planning.place,
      [models, { strategy: 'exact' }],
      'there is no option "strategy": there are policy, ',
    ],
    [
      'a time before now',
      planning.graphColouring,
      [models, { timeLimit: -1 }],
      'timeLimit is -1, but must be a number of seconds',
    ],
    [
      'an algorithm',
      planning.multiwayCut,
      [models, { algorithm: 'magic' }],
      'algorithm is "magic", but must be "auto", ',
    ],
    ['a policy as text', planning.place, [models, { policy: '{ }' }], 'policy is "{ }", but must be an object'],
    ['null', planning.check, [models, null], 'the options are null'],
    [
      'pools by one name',
      planning.assignIds,
      [models, { keepForeign: 'ports' }],
      'keepForeign is "ports", but must be a list of names',
    ],
    ['no models', planning.loadModels, [], 'the options are undefined'],
    [
      'half of the models',
      planning.loadModels,
      [{ services: '{ }' }],
      'the option infrastructure is missing: it must be the text of',
    ],
    [
      'a model as data',
      planning.loadModels,
      [{ services: {}, infrastructure: '{ }' }],
      'services is an object, but must be the text of',
    ],
    [
      'a setting',
      planning.loadModels,
      [{ services: '{ }', infrastructure: '{ }' }, { timeout: 1 }],
      'there is no option "timeout"',
    ],
    ['an evaluation', evaluate, ['1', { argument: {} }], 'there is no option "argument": did you mean "arguments"?'],
  ])('%s', async ([, what, given, message]) => {
    const error = await call(what, ...given).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect((error as TypeError).message).toContain(message);
  });

  test.for<[string, unknown, readonly unknown[], string]>([
    [
      'an algorithm',
      colourGraph,
      [edge, { algorithm: 'magic' }],
      'algorithm is "magic", but must be "auto", "exact" or "dsatur"',
    ],
    ['a weight', cutMultiway, [edge, ['a', 'b'], { weight: 'size' }], 'weight is "size", but must be a function'],
    [
      'a mistyped option',
      maximumFlow,
      [edge, 'a', 'b', { weigth: () => 1 }],
      'there is no option "weigth": did you mean "weight"?',
    ],
  ])('on a graph: %s', async ([, what, given, message]) => {
    const error = await call(what, ...given).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GraphError);
    expect(error).toMatchObject({ code: 'option', message: expect.stringContaining(message) });
  });
});

test('an option that is undefined counts as left out', async () => {
  const plan = await planning.multiwayCut(models, { algorithm: undefined, timeLimit: undefined, graphs: undefined });
  expect(plan.kind).toBe('planned');
});

test('a sum of weights with hundreds of digits is told in few', async () => {
  const graph = new Graph({ directed: false }).setEdge('a', 'b', 1e-300).setEdge('b', 'c', 1);
  await expect(cutMultiway(graph, ['a', 'c'])).rejects.toThrow(
    'together are some 1e300 times their common unit 1e-300,',
  );
});
