import { expect, test } from 'vitest';
import { recogniseModel } from '../../../src/load/recognise-model.ts';
import { isIdsFile } from '../../../src/model/form/is-ids-file.ts';
import { createNodeHost } from '../../../src/ports/nix/create-node-host.ts';

test.each([
  ['{ ids = { ports = { web = 1; }; }; lastAssignments = { ports = 1; }; }', true],
  ['{ ids = { ports = { web = 1; }; }; more = 1; lastAssignments = { }; }', true],
  ['{ ids = { ports = { web = 1; }; uids = { }; }; former = { }; }', true],
  ['{ ids = { }; }', true],
  ['{ ids = [ "t1" ]; }', false],
  ['{ ids = { targets = [ "t1" ]; }; }', false],
  ['{ ids = { ports = { web = 1; }; }; web = [ "t1" ]; }', false],
  ['{ lastAssignments = { }; }', false],
])('the value of %s and its outline are told apart by one rule', (text, expected) => {
  expect(isIdsFile(createNodeHost().evaluateText('x.nix', text, '/'))).toBe(expected);
  expect(recogniseModel('x.nix', text) === 'ids file').toBe(expected);
});
