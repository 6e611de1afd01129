import type { PageMachine } from '../write/html/page-machine.ts';
import { renderSvg } from './graphviz/render-svg.ts';
import { sha256 } from './sha256.ts';

/** Pages on a machine with Node. */
export const pageMachine: PageMachine = {
  renderer: renderSvg,
  sha256,
};
