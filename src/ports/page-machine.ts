import { createHash } from 'node:crypto';
import type { PageMachine } from '../write/html/page-machine.ts';
import { renderSvg } from './graphviz/render-svg.ts';

/** Pages on a machine with Node. */
export const pageMachine: PageMachine = {
  renderer: renderSvg,
  sha256: bytes => createHash('sha256').update(bytes, 'latin1').digest('base64'),
};
