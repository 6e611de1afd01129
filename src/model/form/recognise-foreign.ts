import { skipPieces } from '../../base/skip-pieces.ts';
import type { Outline } from './outline.ts';

/** Files of other tools that can be told by how they look; `dydisnix import` makes models of them. */
export type ForeignKind =
  | 'Docker Compose file'
  | 'list of Docker nodes'
  | 'Kubernetes manifest'
  | 'Nomad job file'
  | 'list of Nomad nodes';

/** What `dydisnix import` calls the files of a tool. */
export const importedAs: Readonly<Record<ForeignKind, string>> = {
  'Docker Compose file': 'compose',
  'list of Docker nodes': 'compose',
  'Kubernetes manifest': 'kubernetes',
  'Nomad job file': 'nomad',
  'list of Nomad nodes': 'nomad',
};

/** Whether what messages call a thing is one of them. */
export function isForeignKind(kind: string): kind is ForeignKind {
  return Object.hasOwn(importedAs, kind);
}

/** Which file of another tool data plainly are, such as JSON or YAML; undefined where they may be anything. O(1). */
export function recogniseForeignData(outline: Outline): ForeignKind | undefined {
  const first = outline.items?.[0];
  const of = (name: string): Outline | undefined => (first ?? outline).entries?.get(name);
  if (of('apiVersion')?.isText && of('kind')?.isText) return 'Kubernetes manifest';
  if (of('Job')?.entries?.has('TaskGroups') || of('TaskGroups')?.items) return 'Nomad job file';
  if (of('SchedulingEligibility')?.isText) return 'list of Nomad nodes';
  if (of('Description')?.entries?.has('Hostname')) return 'list of Docker nodes';
  return isCompose(outline) ? 'Docker Compose file' : undefined;
}

function isCompose({ entries }: Outline): boolean {
  const services = entries?.get('services')?.entries;
  if (entries === undefined || services === undefined) return false;
  // One without services says nothing, but is no model with a service that is called so.
  if (services.size === 0) return [...entries.keys()].every(key => composeRoots.includes(key) || key.startsWith('x-'));
  return !services.has('name') && [...services.values()].some(isComposeService);
}

const composeRoots = ['configs', 'include', 'name', 'networks', 'secrets', 'services', 'version', 'volumes'];

function isComposeService({ entries }: Outline): boolean {
  return composeKeys.some(key => entries?.has(key));
}

const composeKeys = [
  ...['image', 'build', 'command', 'depends_on', 'deploy', 'environment', 'extends', 'healthcheck', 'network_mode'],
  ...['networks', 'profiles', 'restart', 'volumes'],
];

/**
 * The same of a text that no reader of models reads: several documents of YAML, and HCL. O(length).
 * @example recogniseForeignText('job "web" {\n}\n') // 'Nomad job file'
 */
export function recogniseForeignText(text: string): ForeignKind | undefined {
  if (/^apiVersion:[ \t]/m.test(text) && /^kind:[ \t]/m.test(text)) return 'Kubernetes manifest';
  jobStart.lastIndex = skipPieces(text, blankOfHcl);
  return jobStart.test(text) ? 'Nomad job file' : undefined;
}

const blankOfHcl = /\s+|#[^\n]*\n|\/\/[^\n]*\n|\/\*[\s\S]*?\*\//y;
/** A block of HCL: what follows a word and a text in Nix is no set that begins a line of its own. */
const jobStart = /(?:job|variable)\s+"[^"\n]*"\s*\{/y;
