import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as yaml from 'yaml';
import { Findings } from '../../src/base/findings.ts';
import { decodeInfrastructure } from '../../src/model/decode-infrastructure.ts';
import { decodePolicy } from '../../src/model/decode-policy.ts';
import { decodeServices } from '../../src/model/decode-services.ts';
import { parseYaml } from '../../src/model/parse-yaml.ts';
import { AttributeSetValue, callWithArguments, parseJsonFile, type Value } from '../../src/nix/index.ts';
import { posePlace } from '../../src/plan/pose-place.ts';
import { createNodeHost } from '../../src/ports/nix/create-node-host.ts';
import { PlaceState } from '../../src/solve/place/place-state.ts';
import { evaluate, messagesOf, models } from '../model/policies.ts';

/** The fenced blocks of the page: what they are written in, and their text. */
const blocks = [...readFileSync('docs/policy.md', 'latin1').matchAll(/^```(\w+)( models)?\n(.*?)^```/gms)].map(
  ([, language = '', isModels, text = '']) => ({ language, isModels: isModels !== undefined, text }),
);
const modelsText = blocks.find(({ isModels }) => isModels)?.text ?? '';
const policies = blocks.filter(({ isModels }) => !isModels);

function read(language: string, text: string): Value {
  if (language === 'json') return parseJsonFile('placement.json', text);
  if (language === 'yaml') return parseYaml('placement.yaml', text, yaml);
  const both = evaluate(modelsText) as AttributeSetValue;
  const given = AttributeSetValue.from([...both.entries(), ['lib', AttributeSetValue.empty]]);
  return callWithArguments(evaluate(text), given, { what: 'the policy', file: 'placement.nix', callsPlain: true });
}

describe('the page on policies', () => {
  test('has examples in all three languages', () => {
    expect(new Set(policies.map(({ language }) => language))).toEqual(new Set(['nix', 'json', 'yaml']));
    expect(modelsText).not.toBe('');
  });

  test.each(policies)('$text', ({ language, text }) => {
    const findings = new Findings();
    const both = models(modelsText, findings);
    const policy = decodePolicy(read(language, text), 'placement', both, findings);
    const previous = { mappings: new Map([['db1', [{ target: 'test1' }]]]) };
    const posed = posePlace({ ...both, previous }, policy, findings);
    // One target has its memory in quotes, as captured models have it, which a note tells.
    expect(messagesOf(findings).filter(message => !message.startsWith('warning quoted-number'))).toEqual([]);
    expect(posed.withoutCandidates).toEqual([]);
    expect(posed.problem.nodeCount).toBeGreaterThanOrEqual(6);
  });

  test('shows every key of a policy', () => {
    const shown = new Set(
      policies.flatMap(({ language, text }) => (read(language, text) as AttributeSetValue).shape.names),
    );
    const keys = [
      'balance',
      'capacities',
      'cost',
      'groups',
      'links',
      'minimise',
      'moves',
      'priority',
      'replicas',
      'rules',
    ];
    expect([...shown].sort()).toEqual(keys);
    const all = policies.map(({ text }) => text).join('\n');
    for (const kind of ['apart', 'together', 'spread', 'only', 'avoid', 'near', 'match'])
      expect(all).toContain(`{ ${kind} = `);
  });
});

test('the system of forty-three services is posed as it says', () => {
  const findings = new Findings();
  const host = createNodeHost();
  const names = [...Array.from({ length: 40 }, (_, i) => `svc${String(i).padStart(2, '0')}`), 'gateway'];
  const given = AttributeSetValue.from([
    ['system', 'x86_64-linux'],
    ['pkgs', AttributeSetValue.from(names.map(name => [name, null]))],
    ['distribution', AttributeSetValue.empty],
    ['invDistribution', AttributeSetValue.empty],
  ]);
  const load = (file: string): Value =>
    callWithArguments(host.importFile(`${process.cwd()}/examples/newcomer/${file}`, undefined), given, {
      what: 'the model',
      file,
      callsPlain: true,
    });
  const both = {
    services: decodeServices(load('services.nix'), 'services.nix', findings),
    infrastructure: decodeInfrastructure(load('infrastructure.nix'), 'infrastructure.nix', findings),
  };
  const policy = decodePolicy(load('placement.nix'), 'placement.nix', both, findings);
  const { problem, nodes, labels } = posePlace(both, policy, findings);
  expect(messagesOf(findings)).toEqual([]);
  expect([problem.nodeCount, problem.labelCount, problem.links.u.length]).toEqual([43, 10, 73]);
  expect(problem.rules.map(({ kind }) => kind)).toEqual(['apart', 'spread']);
  // All on one machine: no link is paid for, and neither memory, zones nor gateways are as they must be.
  const state = new PlaceState(
    problem,
    new Int32Array(nodes.length).fill(labels.findIndex(({ name }) => name === 'node08')),
  );
  expect(state.isFeasible).toBe(false);
  expect(state.measures().links).toBe(0);
});
