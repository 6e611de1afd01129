import { showControls } from '../base/show-controls.ts';
import { escapeString } from '../nix/index.ts';
import { type Json, type JsonObject, writeJson } from '../write/json.ts';
import { writeNixName } from '../write/nix-text.ts';
import { describeDropped } from './describe-dropped.ts';
import type { ImportedData, ImportedModels } from './imported-models.ts';
import { type ModelName, modelData } from './model-data.ts';
import { writeMembers, writeNixData } from './write-nix-data.ts';

type Data = ReadonlyMap<string, ImportedData>;

/** A model as a file: its name without a folder, and its text. */
export interface ModelFile {
  readonly model: ModelName;
  readonly name: string;
  readonly text: string;
}

/** Each model as a file of its own, in Nix or JSON, in the forms that every command reads. */
export function writeModelFiles(models: ImportedModels, form: 'nix' | 'json'): readonly ModelFile[] {
  return [...modelData(models)].map(([model, data]) => ({
    model,
    name: `${model}.${form}`,
    text: form === 'json' ? writeJson(data) : writeNixModel(model, data, models),
  }));
}

/** All models as data, with what was dropped beside them. */
export function allModelsToJson(models: ImportedModels): JsonObject {
  return { format: models.format, ...Object.fromEntries(modelData(models)), dropped: droppedToJson(models) };
}

/** What of the files is in no model, as data. */
export function droppedToJson({ dropped }: ImportedModels): Json {
  return dropped.map(({ what, owner, position, why }) => ({
    what,
    of: owner === '' ? undefined : owner,
    why,
    file: position?.source.name,
    line: position?.line,
    column: position?.column,
  }));
}

/** All models in one text, a set of them in Nix. */
export function writeAllModels(models: ImportedModels): string {
  const parts = [...modelData(models)].map(([model, part]) => `  ${model} = ${writeBody(model, part, '  ')};\n`);
  return `${writeHead('Models', models, models.dropped.length > 0)}{\n${parts.join('\n')}}\n`;
}

const titles: Readonly<Record<ModelName, string>> = {
  services: 'Services',
  infrastructure: 'Machines',
  placement: 'What a plan must keep',
  distribution: 'Machines that each service may go to',
  previous: 'Where services run now',
};

function writeNixModel(model: ModelName, data: Data, models: ImportedModels): string {
  const head = writeHead(titles[model], models, model === 'services' && models.dropped.length > 0);
  const argument = model === 'services' ? '{ ... }:\n\n' : model === 'distribution' ? '{ infrastructure }:\n\n' : '';
  return `${head}${argument}${writeBody(model, data, '')}\n`;
}

function writeBody(model: ModelName, data: Data, indent: string): string {
  if (model === 'services') return writeServices(data, indent);
  if (model === 'distribution' && indent === '') return writeDistribution(data);
  return `{\n${writeMembers(data, `${indent}  `)}${indent}}`;
}

/** Dependencies are the services themselves, as Disnix has it: no name of a service can hide another name. */
function writeServices(services: Data, indent: string): string {
  const inner = `${indent}    `;
  const texts = [...services].map(([key, service]) => {
    const members = [...(service as Data)].map(([name, value]) =>
      name === 'dependsOn' || name === 'connectsTo'
        ? `${inner}  ${name} = ${writeDependencies(value as readonly string[])};\n`
        : `${inner}  ${writeNixName(name)} = ${writeNixData(value, `${inner}  `)};\n`,
    );
    return `${inner}${writeNixName(key)} = {\n${members.join('')}${inner}};\n`;
  });
  return `let\n${indent}  services = {\n${texts.join('')}${indent}  };\n${indent}in\n${indent}services`;
}

function writeDependencies(names: readonly string[]): string {
  return `{ inherit (services) ${names.map(writeNixName).join(' ')}; }`;
}

function writeDistribution(data: Data): string {
  const lines = [...data].map(([service, targets]) => {
    const names = (targets as readonly string[]).map(target => `infrastructure.${writeNixName(target)}`);
    return `  ${writeNixName(service)} = [ ${names.map(name => `${name} `).join('')}];\n`;
  });
  return `{\n${lines.join('')}}`;
}

/** What stands at the head: where the models come from, and what of that they do not say. */
function writeHead(title: string, { format, files, dropped }: ImportedModels, withDropped: boolean): string {
  const names = files.map(file => escapeString(file)).join(', ');
  const lines = [`${title}, imported from ${names} (${format}).`];
  if (withDropped) {
    lines.push('', 'Not imported:');
    for (const { text } of describeDropped(dropped)) lines.push(`- ${text}`);
  }
  // A name with a line end would leave the comment.
  const comments = lines.map(line => `# ${showControls(line).replace(/[\n\t]/g, ' ')}`.trimEnd());
  return `${comments.join('\n')}\n\n`;
}
