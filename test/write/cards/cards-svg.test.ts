import { describe, expect, it } from 'vitest';
import { toBytes } from '../../../src/base/bytes.ts';
import { parseXml } from '../../../src/model/xml/parse-xml.ts';
import { loadSaxes } from '../../../src/ports/load-saxes.ts';
import { buildDocument } from '../../../src/write/cards/build-document.ts';
import { drawCards } from '../../../src/write/cards/cards-svg.ts';
import { measureGroupLinks } from '../../../src/write/cards/group-links.ts';
import { makeMatrix } from '../../../src/write/cards/matrix-svg.ts';
import type { PlanDocument } from '../../../src/write/cards/plan-document.ts';
import { distribution, servicesModel, targetsWith } from '../../graph/models.ts';

const options = { lens: 'machine', mostSide: 6000 } as const;

/** Services that depend on some before them, on machines in three zones. */
function documentOf(services: number, machines: number): PlanDocument {
  const names = Array.from({ length: services }, (_, i) => `service-${i}`);
  const targets = Array.from({ length: machines }, (_, i) => `node-${i}`);
  const scale = 0;
  return buildDocument({
    title: 'a <plan> & more',
    services: servicesModel(
      names.map((key, i) => [
        key,
        { dependsOn: [1, 7].flatMap(step => names[i - step] ?? []), attributes: [['group', `team ${i % 9}`]] },
      ]),
    ),
    infrastructure: targetsWith(targets.map((name, i) => [name, [['zone', `z${i % 3}`]]])),
    weightOf: () => 1,
    plans: [
      { title: 'plan', distribution: distribution(names.map((name, i) => [name, [targets[i % machines] ?? '']])) },
    ],
    capacities: [{ name: 'memory', needOf: () => 3n, capacityOf: () => 100n, format: String, scale }],
  });
}

function sizeOf(svg: string): readonly number[] {
  return /width="(\d+)pt" height="(\d+)pt"/.exec(svg)?.slice(1).map(Number) ?? [];
}

describe('cards as SVG', () => {
  it('show every service, every machine and every zone once, at 2,000 services, no side above 6,000 points', () => {
    const { svg, note } = drawCards(documentOf(2000, 100), options);
    const shown = [...svg.matchAll(/<title>([^<]*)<\/title>/g)].map(([, name]) => name);
    expect(shown.filter(name => name?.startsWith('service-'))).toHaveLength(2000);
    expect(new Set(shown).size).toBe(2100);
    expect(svg.match(/>z\d</g)).toHaveLength(3 + 2 * 3);
    for (const side of sizeOf(svg)) expect(side).toBeLessThanOrEqual(6000);
    expect(note).toBeUndefined();
    expect(() => parseXml('plan.svg', svg, loadSaxes())).not.toThrow();
  });

  it('by group have a table of all links between groups, and lead to where more is told of each', () => {
    const document = documentOf(300, 30);
    const linkOf = (group: string): string => `${group.replace(' ', '-')}/index.svg`;
    const { svg } = drawCards(document, { lens: 'group', mostSide: 6000, linkOf });
    const { services, links } = document;
    const between = links.a.filter((a, link) => services.group[a] !== services.group[links.b[link] ?? 0]).length;
    expect(svg).toContain(`300 services in 9 groups; ${between} of ${links.a.length} links lead from group to group`);
    expect(svg).toContain('Links between groups (weight)');
    expect(svg.match(/<a href="team-\d\/index\.svg">/g)).toHaveLength(9);
    const { bundles, leaving, crossing } = measureGroupLinks(document);
    expect(bundles.reduce((sum, { weight }) => sum + weight, 0)).toBe(between);
    expect(leaving.reduce((sum, weight) => sum + weight, 0)).toBe(2 * crossing.weight);
    for (const most of [60, 3]) {
      const { cells, of } = makeMatrix(document, { bundles }, 'group', most);
      expect([of, cells.reduce((sum, { weight }) => sum + weight, 0)]).toEqual([
        most === 60 ? 'groups' : 'groups of groups',
        between,
      ]);
    }
  });

  it('are the same at each run', () => {
    expect(drawCards(documentOf(300, 30), options)).toEqual(drawCards(documentOf(300, 30), options));
  });

  it('have no names where these would not fit', () => {
    const { svg, note } = drawCards(documentOf(300, 3), { ...options, mostSide: 900 });
    expect(svg).not.toContain('service-7<');
    expect(note).toContain('folded');
    for (const side of sizeOf(svg)) expect(side).toBeLessThanOrEqual(900);
  });

  it('take names of models for text, whatever they are', () => {
    const name = toBytes('</text><script>"\'&\u202e\x01é]]>');
    const { svg } = drawCards(
      buildDocument({
        title: name,
        services: servicesModel([[name, { attributes: [['group', name]] }]]),
        infrastructure: targetsWith([[name, [['zone', name]]]]),
        weightOf: () => 1,
        plans: [{ title: name, distribution: distribution([[name, [name]]]) }],
      }),
      options,
    );
    expect(svg).not.toContain('<script');
    expect(() => parseXml('plan.svg', svg, loadSaxes())).not.toThrow();
  });

  it('name machines that are empty beside their zone, and show groups as cards', () => {
    const document = documentOf(4, 12);
    expect(drawCards(document, options).svg).toContain('empty: node-6');
    expect(drawCards(document, { ...options, lens: 'group' }).svg).toContain('4 services in 4 groups');
  });
});
