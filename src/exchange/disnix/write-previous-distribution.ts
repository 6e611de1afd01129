import { AttributeSetValue, type Slot, writeNixExpression } from '../../nix/index.ts';
import type { GoneTarget } from '../../plan/index.ts';
import { containersToJson, distributionToJson } from '../../write/distribution.ts';
import type { JsonObject } from '../../write/json.ts';
import { writeDistributionXml } from '../../write/model-xml.ts';
import { type DeployedPlace, placesOf } from './deployed-places.ts';
import type { DeployedState } from './deployed-state.ts';

/**
 * What is deployed, as `dydisnix-previous-distribution` of the original toolset prints it: services to lists of names
 * of targets where all are in the containers of their types, else all to lists of targets with containers. Names are
 * in quotes and in byte order. O(mappings).
 * @example writePreviousDistribution(state) // '{\n  "web" = [\n    { container = "nginx"; target = "t1"; … '
 */
export function writePreviousDistribution(state: DeployedState): string {
  const places = [...placesOf(state)];
  const isPlain = !places.some(([, list]) => list.some(({ isNamed }) => isNamed));
  const write = ({ target, container }: DeployedPlace): Slot =>
    isPlain ? target : AttributeSetValue.from(Object.entries({ container, target }));
  const entries = places.map(([name, list]): [string, Slot] => [name, list.map(write)]);
  return `${writeNixExpression(AttributeSetValue.from(entries))}\n`;
}

/** The same as XML that every command reads, of the original toolset, too: each place with its container. */
export function writePreviousDistributionXml(state: DeployedState): string {
  return writeDistributionXml({ mappings: placesOf(state) });
}

/**
 * The same as data: services to names of targets, as every report of a plan has it, and apart from it the containers
 * that are not those of the types; what runs there by hash, name, type and package; and which machines are gone.
 */
export function previousDistributionToJson(state: DeployedState, gone: readonly GoneTarget[] | undefined): JsonObject {
  const places = [...placesOf(state)];
  const mappings = new Map(
    places.map(([name, list]) => [
      name,
      list.map(({ target, container, isNamed }) => (isNamed ? { target, container } : { target })),
    ]),
  );
  return {
    distribution: distributionToJson({ mappings }),
    containers: containersToJson({ mappings }),
    services: new Map([...state.services].map(([hash, { name, type, pkg }]) => [hash, { name, type, pkg }])),
    gone: gone?.map(({ target, services }) => ({ target, services })),
  };
}
