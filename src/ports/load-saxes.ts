import { createRequire } from 'node:module';

/** The XML parser, loaded only where a model is XML: most runs never need it. */
export function loadSaxes(): typeof import('saxes') {
  return createRequire(import.meta.url)('saxes') as typeof import('saxes');
}
