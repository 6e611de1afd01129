import { expect, test } from 'vitest';
import { recogniseModel } from '../../src/load/recognise-model.ts';

test.each([
  ['<?xml version="1.0"?>\n<!-- ours -->\n<services/>', 'services model'],
  [`<?xml version="1.0"?>${'<!-- a -->'.repeat(10_000)}<ids/>`, 'ids file'],
  [`<?xml version="1.0"?>${'<!-- a -->'.repeat(10_000)}`, undefined],
  ['<?xml version="1.0"?><other/>', undefined],
])('an XML file is told by its root, behind whatever comments', (text, kind) => {
  expect(recogniseModel('model.xml', text)).toBe(kind);
});
