import { expect, test } from 'vitest';
import { Position, Source } from '../../src/base/source.ts';
import type { Explanation } from '../../src/plan/explain-placement.ts';
import type { NarrowingStep } from '../../src/plan/narrowing.ts';
import {
  candidateExplanationToJson,
  explanationToJson,
  writeCandidateExplanation,
  writeExplanation,
} from '../../src/write/explanation.ts';

const position = new Position(new Source('/models/d.nix', 'line\nweb = 1;'), 5);
const step: NarrowingStep = {
  filter: 'mapAttrOnAttr',
  settings: [['serviceProperty', 'zone']],
  position,
  before: undefined,
  after: undefined,
  failure: undefined,
};
const none = { newNetworkLinks: [], newLocalLinks: [], shortages: [], takenPorts: [] };

const explanation: Explanation = {
  service: 'web',
  targets: ['t1', 't2'],
  overloads: [],
  misplaced: [{ target: 't2', removal: { by: 'distribution', position: undefined } }],
  localLinks: [
    { other: 'db', weight: 3 },
    { other: 'mail', weight: 1 },
  ],
  networkLinks: [{ other: 'cache', weight: 1, reason: 'pinned', meeting: undefined }],
  alternatives: [
    {
      ...none,
      target: 't3',
      isCandidate: true,
      removal: undefined,
      extraWeight: 2,
      newNetworkLinks: [{ other: 'db', weight: 3 }],
      shortages: [{ resource: 'mem', shortBy: '60' }],
    },
    {
      ...none,
      target: 't4',
      isCandidate: true,
      removal: undefined,
      extraWeight: -1,
      newLocalLinks: [{ other: 'cache', weight: 1 }],
    },
    { ...none, target: 't5', isCandidate: true, removal: undefined, extraWeight: 0 },
    { ...none, target: 't6', isCandidate: false, removal: { by: 'pin', position }, extraWeight: 0 },
  ],
};

test('why a service is where it is, and what each other place would mean', () => {
  expect(writeExplanation(explanation, { folder: '/models' })).toBe(
    [
      'web is on t1, t2.',
      '  t2 is no candidate (the distribution lists none for it).',
      '  This keeps local: db (weight 3), mail.',
      '  Network link to cache: no plan can avoid it, for each of the two may go to one target only.',
      '  On t3 instead: mem is short by 60; costs a weight of 2 more; new network links to db (weight 3).',
      '  On t4 instead: would save 1; local to cache.',
      '  On t5 instead: costs the same.',
      '  Not on t6: it is no candidate (the service is pinned to another target at d.nix:2:1).',
      '',
    ].join('\n'),
  );
});

test('asked for a target that it is on, it says only that', () => {
  expect(writeExplanation(explanation, { folder: '/models', asked: 't1' })).toBe(
    'web is on t1.\n  t2 is no candidate (the distribution lists none for it).\n',
  );
});

test('what took each candidate away', () => {
  const removals = {
    candidates: [],
    service: 'db',
    removed: [
      { target: 't1', removal: { by: 'filter', step, position } as const },
      { target: 't2', removal: { by: 'qos model', position: undefined } as const },
      { target: 't3', removal: { by: 'distribution', position } as const },
      { target: 't4', removal: undefined },
    ],
  };
  expect(writeCandidateExplanation(removals, { folder: '/models' })).toBe(
    [
      'db may go to no target.',
      '  Not on t1: it is no candidate (taken away by the filter mapAttrOnAttr serviceProperty = "zone" at d.nix:2:1).',
      '  Not on t2: it is no candidate (left out by the QoS model, not by a filter).',
      '  Not on t3: it is no candidate (the candidates are listed at d.nix:2:1).',
      '  Not on t4: it is no candidate.',
      '',
    ].join('\n'),
  );
  expect(candidateExplanationToJson(removals)).toMatchObject({
    service: 'db',
    candidates: [],
    removed: [
      { removedBy: { by: 'filter', filter: 'mapAttrOnAttr', position: '/models/d.nix:2:1' } },
      { removedBy: { by: 'qos model' } },
      { removedBy: { by: 'distribution', position: '/models/d.nix:2:1' } },
      { target: 't4', removedBy: undefined },
    ],
  });
});

test('JSON has each alternative in full', () => {
  expect(explanationToJson(explanation)).toMatchObject({
    service: 'web',
    misplaced: [{ target: 't2', removedBy: { by: 'distribution' } }],
    networkLinks: [{ other: 'cache', weight: 1, reason: 'pinned' }],
    alternatives: [
      { target: 't3', extraWeight: 2, shortages: [{ resource: 'mem', shortBy: '60' }] },
      { target: 't4', extraWeight: -1, newLocalLinks: [{ other: 'cache', weight: 1 }] },
      { target: 't5', extraWeight: 0 },
      { target: 't6', isCandidate: false, position: '/models/d.nix:2:1', removedBy: { by: 'pin' } },
    ],
  });
});
