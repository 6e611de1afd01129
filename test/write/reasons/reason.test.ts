import { expect, test } from 'vitest';
import type { Reason, TooFewTargets } from '../../../src/plan/reason.ts';
import { describeReason } from '../../../src/write/reasons/reason.ts';

const tooFew = (some: Partial<TooFewTargets>): Reason => ({
  kind: 'too-few-targets',
  needed: 3,
  available: 2,
  because: 'clique',
  certified: true,
  services: ['a', 'b', 'c'],
  pins: [],
  ...some,
});

test.each<[string, Reason, readonly string[]]>([
  [
    'services that may go nowhere',
    { kind: 'no-candidates', services: ['a', 'b'] },
    ['service "a" has no candidate targets', 'service "b" has no candidate targets'],
  ],
  [
    'a clique',
    tooFew({}),
    [
      'there is no such distribution: at least 3 targets are needed, but there are 2 targets: a, b, c all depend on each other',
    ],
  ],
  ['no targets at all', tooFew({ available: 0 }), ['there is no such distribution: there are no targets']],
  [
    'two services and one target',
    tooFew({ needed: 2, available: 1, services: ['a', 'b'] }),
    ['there is no such distribution: at least 2 targets are needed, but there is 1 target: a, b depend on each other'],
  ],
  [
    'a ring',
    tooFew({ because: 'odd cycle' }),
    [
      'there is no such distribution: at least 3 targets are needed, but there are 2 targets: a, b, c depend on each other in a ring of odd length',
    ],
  ],
  [
    'a search',
    tooFew({ because: 'search', certified: false }),
    [
      'there is no such distribution, by search, not certified: at least 3 targets are needed, but there are 2 targets; a complete search over a, b, c shows it',
    ],
  ],
  [
    'candidates that pins made too few',
    { kind: 'cannot-keep-apart', certified: true, services: ['a', 'b'], pins: [{ service: 'a', target: 't1' }] },
    [
      'there is no such distribution: the candidates of a, b do not suffice to keep those of them apart that depend on each other; service "a" is pinned to "t1"',
    ],
  ],
  [
    'time that ran out',
    { kind: 'colouring-undecided', needed: 3, available: 4, best: 5 },
    [
      'no distribution was found within the time limit, and none was ruled out: at least 3 targets are needed, there are 4 targets. The best that was found needs 5.',
    ],
  ],
])('%s, in words', (_, reason, sentences) => {
  expect(describeReason(reason)).toEqual(sentences);
});
