import { type Mutant, mutantsIn } from './mutant.ts';

const planner = mutantsIn('plan');
const solver = mutantsIn('solve/place');
const writer = mutantsIn('write');

/** Faults in what reads wishes and numbers that are taken, in explanations, and in crowds. */
export const mutantsOfReaders: readonly Mutant[] = [
  planner(
    'ids by models',
    'ports of machines are not seen',
    'list-machine-ports',
    'findLiteralPorts({ attributes }).map(port => ({',
    'findLiteralPorts({ attributes }).slice(1).map(port => ({',
  ),
  planner(
    'ids by models',
    'ports that services say are not held',
    'list-held-ports',
    'if ((port.protocols & pool.protocols) === 0) return [];\n    const left',
    'if (port.from > 0) return [];\n    const left',
  ),
  planner(
    'ids by models',
    'what stands nowhere bars nothing',
    'list-barred-numbers',
    'if (distribution === undefined) return [];',
    'if (distribution !== undefined || services.services.size > 0) return [];',
  ),
  planner(
    'ids by models',
    'numbers with names are not asked for',
    'read-id-requests',
    'return [...byName].map(([name, its]) =>',
    'return [...byName].slice(0, 1).map(([name, its]) =>',
  ),
  planner(
    'ids by models',
    'pins of pools that are named in no list are not read',
    'read-id-requests',
    'const wanted = pins.size === 0 ? names : [...names, ...pins.keys()];',
    'const wanted = names;',
  ),
  planner(
    'ids by models',
    'more are said to have been kept',
    'compare-ids',
    'const kept = had - released.length - changed.length;\n  return { kept,',
    'const kept = had - released.length - changed.length;\n  return { kept: kept + 1,',
  ),
  writer(
    'ids by models',
    'who got an id is told with another one',
    'ids-report',
    'assigned: holdingsToJson(assigned),',
    'assigned: holdingsToJson(assigned.map(one => ({ ...one, id: one.id + 1 }))),',
  ),
  writer(
    'ids by models',
    'whose numbers were left alone is told of another range',
    'held-json',
    'return { ...who, from, to,',
    'return { ...who, from, to: to + 1,',
  ),
  planner(
    'explain',
    'links inside of a target are told as those over the network',
    'explain-placement',
    'localLinks: links.filter(isLocal),',
    'localLinks: links.filter(link => !isLocal(link)),',
  ),
  planner(
    'explain',
    'what a move costs is told the other way round',
    'explain-placement',
    'extraWeight: sumWeights(newNetworkLinks) - sumWeights(newLocalLinks),',
    'extraWeight: sumWeights(newLocalLinks) - sumWeights(newNetworkLinks),',
  ),
  planner(
    'explain',
    'links that come back are forgotten',
    'explain-placement',
    'const newLocalLinks = links.filter(link => !here(link) && there(link));',
    'const newLocalLinks = links.filter(link => here(link) && there(link));',
  ),
  planner(
    'explain',
    'every target is a candidate',
    'explain-placement',
    'return candidates === undefined || targetsOf(candidates, service).includes(target);',
    'return candidates === undefined || targetsOf(candidates, service).includes(target) || target !== "";',
  ),
  writer(
    'explain',
    'weights of links are lost',
    'explanation',
    'localLinks: localLinks.map(link => ({ ...link })),',
    'localLinks: localLinks.map(link => ({ ...link, weight: 2 })),',
  ),
  solver(
    'place',
    'crowds need twice as much',
    'conflict/find-crowd',
    'node => need[node]!, { of: itself, room });',
    'node => 2 * need[node]!, { of: itself, room });',
  ),
  solver(
    'place',
    'where crowds may go there is no room',
    'conflict/find-crowd',
    'map(amount => Math.max(0, amount));',
    'map(amount => Math.min(0, amount));',
  ),
];
