import { sortNaturally } from '../../base/natural-order.ts';
import { buildServicesGraph } from '../../graph/services-graph.ts';
import type { Docs } from '../../model/docs.ts';
import { listGroups, selectGroup } from '../../model/select-services.ts';
import type { Service, ServicesModel } from '../../model/service.ts';
import { readGroup, splitGroup } from '../../model/service-details.ts';
import { describeSlot } from '../describe-slot.ts';
import { folderUrl } from '../folder-name.ts';
import type { Section } from '../section.ts';
import type { Row, Table } from '../table.ts';
import { writePage } from './page.ts';
import type { PageMachine } from './page-machine.ts';

/** What pages of a catalogue are made from. */
export interface Catalogue {
  readonly services: ServicesModel;
  readonly docs: Docs;
  /** Each group inside is one node of the picture and one row of a table, instead of its services. */
  readonly foldGroups: boolean;
  /** Pages lead to each other: each is the `index.html` of its group's folder. */
  readonly linked: boolean;
}

/** A page as HTML (byte string), and what to tell about its picture. */
export interface CataloguePage {
  readonly html: string;
  readonly note: string | undefined;
}

/**
 * The page of one group, or of the whole model: a picture, a table of services and one of the groups inside. O(services
 * · fields) and the layout.
 */
export function writeCataloguePage(catalogue: Catalogue, machine: PageMachine, group?: string): CataloguePage {
  const { services, foldGroups } = catalogue;
  const part = group === undefined ? services : selectGroup(services, group);
  const groups = listSubgroups(part, group);
  const section: Section = {
    id: 'services',
    title: 'Overview',
    paragraphs: [
      'A solid arrow leads from a service to one that it depends on and that is activated first; a dashed one (connectsTo) sets no order. A double outline marks a service that provides containers.',
    ],
    pictures: [
      {
        name: 'services',
        caption: 'Services and their dependencies',
        drawing: buildServicesGraph(part, { group, foldGroups }),
      },
    ],
    tables: [
      tabulateServices(catalogue, part, group),
      ...(groups.length > 0 ? [tabulateGroups(catalogue, part, group, groups)] : []),
    ],
  };
  const { html, notes } = writePage(
    {
      title: group === undefined ? 'Services' : nameGroup(catalogue.docs, group),
      sections: [section],
      above: catalogue.linked && group !== undefined ? listAbove(catalogue.docs, group) : [],
      elsewhere: catalogue.linked && foldGroups ? listInside(part, group) : [],
    },
    machine,
  );
  return { html, note: notes[0]?.text };
}

function tabulateServices({ services, docs, foldGroups }: Catalogue, part: ServicesModel, group?: string): Table {
  const depth = splitGroup(group ?? '').length;
  const shown = sortNaturally(part.services.keys()).flatMap(key => services.services.get(key) ?? []);
  const own = foldGroups ? shown.filter(service => readGroup(service).length === depth) : shown;
  return {
    caption: 'Services',
    columns: ['Name', ...docs.fields.map(field => docs.descriptions.get(field) ?? field), 'Depends on', 'Connects to'],
    rows: own.map((service): Row => {
      const fields = docs.fields.map(field => describeField(service, field));
      return {
        names: [service.key],
        cells: [service.key, ...fields, joinNaturally(service.dependsOn), joinNaturally(service.connectsTo)],
      };
    }),
  };
}

/** What a service says of itself; empty where it says nothing. */
function describeField({ attributes, ...service }: Service, field: string): string {
  const slot = attributes.get(field);
  if (slot !== undefined && field !== 'dependsOn' && field !== 'connectsTo') return describeSlot(slot);
  if (field === 'name') return service.name;
  if (field === 'dependsOn' || field === 'connectsTo') return joinNaturally(service[field]);
  return '';
}

function tabulateGroups(
  { docs, linked }: Catalogue,
  part: ServicesModel,
  group: string | undefined,
  groups: readonly string[],
): Table {
  return {
    caption: 'Groups',
    columns: ['Group', 'Description', 'Services'],
    rows: groups.map((name): Row => {
      const path = group === undefined ? name : `${splitGroup(group).join('/')}/${name}`;
      return {
        names: [name],
        cells: [name, docs.groups.get(path) ?? '', String(selectGroup(part, path).services.size)],
        link: linked ? `${folderUrl(name)}/index.html` : undefined,
      };
    }),
  };
}

function joinNaturally(names: readonly string[]): string {
  return sortNaturally(names).join(', ');
}

/** The names of the groups right inside a group, as people read them. */
function listSubgroups(part: ServicesModel, group: string | undefined): readonly string[] {
  const depth = splitGroup(group ?? '').length;
  const paths = listGroups(part).map(splitGroup);
  return sortNaturally(paths.filter(path => path.length === depth + 1).map(path => path[depth] ?? ''));
}

/** The services of the groups inside, with the page that each is on: here they are folded. O(services · log). */
function listInside(
  part: ServicesModel,
  group: string | undefined,
): readonly { readonly title: string; readonly link: string }[] {
  const depth = splitGroup(group ?? '').length;
  return sortNaturally(part.services.keys()).flatMap(key => {
    const service = part.services.get(key);
    const path = service === undefined ? [] : readGroup(service).slice(depth);
    if (path.length === 0) return [];
    const folders = path.map(name => `${folderUrl(name)}/`).join('');
    return [{ title: `${key} (${path.join('/')})`, link: `${folders}index.html` }];
  });
}

function listAbove(docs: Docs, group: string): readonly { readonly title: string; readonly link: string }[] {
  const path = splitGroup(group);
  return path.map((_, depth) => ({
    title: depth === 0 ? 'All services' : nameGroup(docs, path.slice(0, depth).join('/')),
    link: `${'../'.repeat(path.length - depth)}index.html`,
  }));
}

function nameGroup(docs: Docs, group: string): string {
  const path = splitGroup(group).join('/');
  return docs.groups.get(path) ?? path;
}
