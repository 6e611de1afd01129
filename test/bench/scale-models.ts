import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const targetCount = 50;
const candidateCount = 5;

/** Writes models of that many services into a folder: 50 targets, 5 candidates each, trees of services, 100 a group. */
export function writeScaleModels(folder: string, size: number): void {
  const numbers = Array.from({ length: size }, (_, i) => i);
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const json = (name: string, value: unknown) => write(name, JSON.stringify(value));
  write('services.nix', `{ ... }: rec {\n${numbers.map(writeService).join('')}}\n`);
  const targets = numbers.slice(0, targetCount);
  json(
    'infrastructure.json',
    Object.fromEntries(
      targets.map(i => [
        `m${i}`,
        { properties: { hostname: `m${i}`, mem: size, cost: 1 + (i % 7) }, containers: { process: {} } },
      ]),
    ),
  );
  const candidatesOf = (i: number) => numbers.slice(0, candidateCount).map(k => `m${((i >> 4) + 7 * k) % targetCount}`);
  json('candidates.json', Object.fromEntries(numbers.map(i => [`s${i}`, candidatesOf(i)])));
  json('plan.json', Object.fromEntries(numbers.map(i => [`s${i}`, candidatesOf(i).slice(0, 1)])));
  json('other.json', Object.fromEntries(numbers.map(i => [`s${i}`, candidatesOf(i).slice(1, 2)])));
  json('idresources.json', { ports: { min: 1000, max: 10_000_000, scope: 'global' } });
  json('augment.json', {});
  write(
    'augment.nix',
    '{ infrastructure, ... }: builtins.mapAttrs (name: target: target // { seen = true; }) infrastructure',
  );
  write(
    'qos.nix',
    '{ filters, services, infrastructure, ... }: filters.mapAttrOnAttr { inherit services infrastructure; distribution = filters.createCartesianProduct { inherit services infrastructure; }; serviceProperty = "home"; targetProperty = "hostname"; }',
  );
  const compose = numbers.map(
    i => `  s${i}:\n    image: nginx\n${parent(i) < 0 ? '' : `    depends_on: [s${parent(i)}]\n`}`,
  );
  write('compose.yaml', `services:\n${compose.join('')}`);
}

function writeService(i: number): string {
  const up = parent(i) < 0 ? '' : ` dependsOn = { inherit s${parent(i)}; };`;
  const needs = `requiresUniqueIdsFor = [ "ports" ]; mem = 1; home = "m${i % targetCount}"; group = "g${Math.floor(i / 100)}";`;
  return `  s${i} = { name = "s${i}"; type = "process"; pkg = null; ${needs}${up} };\n`;
}

/** Each hundred services are a tree. */
function parent(i: number): number {
  const place = i % 100;
  return place === 0 ? -1 : i - place + ((place - 1) >> 1);
}
