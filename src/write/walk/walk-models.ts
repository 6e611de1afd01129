import { sortNaturally, sortNaturallyBy } from '../../base/natural-order.ts';
import { buildInfrastructureGraph } from '../../graph/infrastructure-graph.ts';
import { buildServicesGraph } from '../../graph/services-graph.ts';
import { targetsOf } from '../../model/distribution.ts';
import type { Target } from '../../model/infrastructure.ts';
import { readGroup, readProvidedContainers } from '../../model/service-details.ts';
import type { Narrowing, PreparedRequest } from '../../plan/index.ts';
import { describeSlot } from '../describe-slot.ts';
import type { Section } from '../section.ts';
import { describeNarrowing, nameTargets } from './walk-qos.ts';

/** The first sections of a walk: services, infrastructure, what a QoS model did (where there is one), candidates. */
export function describeModels(models: PreparedRequest, narrowing?: Narrowing): Section[] {
  const narrowed = narrowing === undefined ? [] : [describeNarrowing(narrowing, models.infrastructure.targets.size)];
  return [describeServices(models), describeInfrastructure(models), ...narrowed, describeCandidates(models)];
}

function describeServices({ services, infrastructure, candidates }: PreparedRequest): Section {
  const rows = sortNaturallyBy(services.services.values(), ({ key }) => key).map(service => ({
    names: [service.key],
    cells: [
      service.key,
      service.type ?? '',
      sortNaturally(service.dependsOn).join(', '),
      sortNaturally(service.connectsTo).join(', '),
      readGroup(service).join('/'),
      readProvidedContainers(service).join(', '),
      nameTargets(targetsOf(candidates, service.key), infrastructure.targets.size),
    ],
  }));
  return {
    id: 'services',
    title: 'Services',
    paragraphs: [
      'The services model says which services there are. A solid arrow leads from a service to one that it depends on: that one is activated first. A dashed arrow (connectsTo) sets no order.',
    ],
    pictures: [
      { name: 'services', caption: 'The services and their dependencies', drawing: buildServicesGraph(services) },
    ],
    tables: [
      {
        caption: 'The services one by one',
        columns: ['Service', 'Type', 'Depends on', 'Connects to', 'Group', 'Provides', 'Candidates'],
        rows,
      },
    ],
  };
}

function describeInfrastructure({ infrastructure }: PreparedRequest): Section {
  const rows = sortNaturallyBy(infrastructure.targets.values(), ({ name }) => name).map(target => ({
    names: [target.name],
    cells: [target.name, sortNaturally(target.containers.keys()).join(', '), describeProperties(target)],
  }));
  return {
    id: 'infrastructure',
    title: 'Infrastructure',
    paragraphs: [
      'The infrastructure model says which machines (targets) there are, and which containers on them host services.',
    ],
    pictures: [
      {
        name: 'infrastructure',
        caption: 'The targets and their containers',
        drawing: buildInfrastructureGraph(infrastructure),
      },
    ],
    tables: [{ caption: 'Targets', columns: ['Target', 'Containers', 'Properties'], rows }],
  };
}

function describeCandidates({ candidates, infrastructure }: PreparedRequest): Section {
  const count = infrastructure.targets.size;
  const rows = sortNaturally(candidates.mappings.keys()).map(key => {
    const targets = targetsOf(candidates, key);
    return { names: [key, ...targets], cells: [key, nameTargets(targets, count) || 'none'] };
  });
  return {
    id: 'candidates',
    title: 'Candidates',
    paragraphs: ['A service may only go to its candidate targets. The planner chooses one of them for each service.'],
    pictures: [],
    tables: [{ caption: 'Candidates of each service', columns: ['Service', 'Candidates'], rows }],
  };
}

/** The properties that can be said in a few words. */
function describeProperties({ properties }: Target): string {
  return [...properties.entries()]
    .filter(([name]) => name !== 'containers')
    .map(([name, slot]) => `${name} = ${describeSlot(slot)}`)
    .join(', ');
}
