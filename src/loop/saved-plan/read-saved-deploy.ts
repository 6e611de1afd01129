import type { JsonReader } from '../../load/json-reader.ts';
import type { JsonPath } from '../../load/locate-in-json.ts';
import { type DeployCommand, type DeployerSettings, deployerNames } from '../deploy/deployer-settings.ts';
import type { SavedDeploy, SavedObject } from './saved-plan.ts';

/** How a saved plan is deployed; undefined where it does not say. What is wrong is told to the reader. */
export function readSavedDeploy(value: unknown, path: JsonPath, reader: JsonReader): SavedDeploy | undefined {
  if (value === undefined || value === null) return undefined;
  const deploy =
    reader.members(value, path, ['by', 'files', 'commands', 'omissions'], ['objects', 'untold', 'preview']) ??
    new Map();
  const files = reader.map(deploy.get('files'), [...path, 'files']);
  const commands = reader.list(deploy.get('commands'), [...path, 'commands']);
  return {
    by: readSettings(deploy.get('by'), [...path, 'by'], reader),
    files: new Map([...files].map(([name, text]) => [name, reader.text(text, [...path, 'files', name])])),
    commands: commands.map((one, i) => readCommand(one, [...path, 'commands', i], reader)),
    // Plans of before these were saved have none.
    objects: deploy.has('objects')
      ? reader
          .list(deploy.get('objects'), [...path, 'objects'])
          .map((one, i) => readObject(one, [...path, 'objects', i], reader))
      : [],
    omissions: readTexts(deploy.get('omissions'), [...path, 'omissions'], reader),
    untold: deploy.has('untold') ? readTexts(deploy.get('untold'), [...path, 'untold'], reader) : undefined,
    preview: deploy.has('preview') ? readTexts(deploy.get('preview'), [...path, 'preview'], reader) : undefined,
  };
}

function readSettings(value: unknown, path: JsonPath, reader: JsonReader): DeployerSettings {
  const by = reader.members(value, path, ['name', 'arguments', 'files', 'profile'], ['program']) ?? new Map();
  return {
    name: reader.choice(by.get('name'), [...path, 'name'], deployerNames),
    program: by.has('program') ? reader.text(by.get('program'), [...path, 'program']) : undefined,
    arguments: readTexts(by.get('arguments'), [...path, 'arguments'], reader),
    files: readTexts(by.get('files'), [...path, 'files'], reader),
    profile: reader.text(by.get('profile'), [...path, 'profile']),
  };
}

function readCommand(value: unknown, path: JsonPath, reader: JsonReader): DeployCommand {
  const command = reader.members(value, path, ['program', 'arguments', 'ifItFails']) ?? new Map();
  return {
    program: reader.text(command.get('program'), [...path, 'program']),
    arguments: readTexts(command.get('arguments'), [...path, 'arguments'], reader),
    ifItFails: reader.choice(command.get('ifItFails'), [...path, 'ifItFails'], ['unchanged', 'by-code', 'unknown']),
  };
}

function readObject(value: unknown, path: JsonPath, reader: JsonReader): SavedObject {
  const object = reader.members(value, path, ['service', 'names', 'isStopped']) ?? new Map();
  const names = reader.map(object.get('names'), [...path, 'names']);
  return {
    service: reader.text(object.get('service'), [...path, 'service']),
    names: new Map([...names].map(([name, text]) => [name, reader.text(text, [...path, 'names', name])])),
    isStopped: reader.flag(object.get('isStopped'), [...path, 'isStopped']),
  };
}

function readTexts(value: unknown, path: JsonPath, reader: JsonReader): readonly string[] {
  return reader.list(value, path).map((one, i) => reader.text(one, [...path, i]));
}
