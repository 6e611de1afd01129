import { InputError, UserError } from '../../base/diagnostic.ts';
import { JsonReader } from '../../load/json-reader.ts';
import type { JsonPath } from '../../load/locate-in-json.ts';
import type { Distribution } from '../../model/distribution.ts';
import {
  type AwaitedService,
  type DeployedService,
  type Deployment,
  type Place,
  type ServiceStep,
  stepKinds,
  waitReasons,
} from '../../plan/index.ts';
import { formVersion } from '../../write/json-report.ts';
import { buildables } from '../make-plan/plan-inputs.ts';
import { type DeployedFrom, deployedKinds } from '../read-deployed/deployed-from.ts';
import { asModelled, type WhatIf } from '../what-if/what-if.ts';
import { readSavedDeploy } from './read-saved-deploy.ts';
import { readSavedGates } from './read-saved-gates.ts';
import {
  inputFiles,
  modelsOfPlan,
  type SavedFinding,
  type SavedIds,
  type SavedInputs,
  type SavedPlan,
} from './saved-plan.ts';

/**
 * A plan that `writeSavedPlan` wrote. O(length).
 * @param file what messages call it
 * @throws UserError with all that is wrong in it, or that it is of another version
 */
export function readSavedPlan(file: string, text: string): SavedPlan {
  const reader = openJson(file, text);
  const plan = new PlanReader(reader).read();
  reader.finish();
  return plan;
}

const howToSave = 'dydisnix plan --output FILE writes one';

/** @throws UserError for what is no JSON: perhaps it is a model, or something else that was to be planned */
function openJson(file: string, text: string): JsonReader {
  try {
    return new JsonReader(file, text, { what: 'the saved plan', code: 'saved-plan' });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const hint = `a saved plan is wanted here: ${howToSave}`;
    throw new InputError(error.diagnostics.map(one => ({ ...one, hint: one.hint ?? hint })));
  }
}

/** The version comes first: of another one nothing else can be said. */
function checkVersion(reader: JsonReader): void {
  const { root } = reader;
  const version = typeof root === 'object' && root !== null && 'version' in root ? root.version : undefined;
  const kind = typeof root === 'object' && root !== null && 'kind' in root ? root.kind : undefined;
  if (kind !== 'plan') {
    reader.fault([], 'this is no saved plan', howToSave);
    reader.finish();
  }
  if (version === formVersion) return;
  const message = `the saved plan has the version ${String(version)}, but this program reads version ${formVersion}`;
  reader.fault(['version'], message, 'make it anew with dydisnix plan');
  reader.finish();
  throw new InputError([{ severity: 'error', code: 'saved-plan', message }]);
}

class PlanReader {
  readonly #reader: JsonReader;

  constructor(reader: JsonReader) {
    checkVersion(reader);
    this.#reader = reader;
  }

  read(): SavedPlan {
    const reader = this.#reader;
    const names = [
      'version',
      'kind',
      'made',
      'inputs',
      'by',
      'basis',
      'distribution',
      'deployment',
      'before',
      'steps',
      'kept',
      'ids',
      'checked',
    ];
    const plan = reader.members(reader.root, [], names, ['findings', 'gates', 'deploy']) ?? new Map();
    return {
      made: reader.text(plan.get('made'), ['made']),
      inputs: this.#inputs(plan.get('inputs'), ['inputs']),
      by: reader.choice(plan.get('by'), ['by'], ['place', 'qos']),
      basis: this.#basis(plan.get('basis'), ['basis']),
      distribution: this.#distribution(plan.get('distribution'), ['distribution']),
      deployment: this.#deployment(plan.get('deployment'), ['deployment']),
      before: this.#deployment(plan.get('before'), ['before']),
      steps: this.#list(plan.get('steps'), ['steps'], (value, path) => this.#step(value, path)),
      kept: reader.whole(plan.get('kept'), ['kept'], anyCount),
      ids: this.#ids(plan.get('ids'), ['ids']),
      deploy: readSavedDeploy(plan.get('deploy'), ['deploy'], reader),
      findings: this.#list(plan.get('checked'), ['checked'], (value, path) => this.#finding(value, path)),
      gates: plan.has('gates') ? readSavedGates(plan.get('gates'), ['gates'], reader) : undefined,
    };
  }

  #inputs(value: unknown, path: JsonPath): SavedInputs {
    const reader = this.#reader;
    const needed = ['files', 'idsProperty', 'replicas', 'searchPath', 'isXml', 'evaluator', 'isRestricted'];
    const others = ['buildable', 'extraParameters', 'system', 'deployedFrom', 'whatIf'];
    const inputs = reader.members(value, path, needed, others) ?? new Map();
    const files = reader.members(inputs.get('files'), [...path, 'files'], [], inputFiles) ?? new Map();
    return {
      files: new Map(
        inputFiles.flatMap(name =>
          files.has(name) ? [[name, reader.text(files.get(name), [...path, 'files', name])] as const] : [],
        ),
      ),
      idsProperty: reader.text(inputs.get('idsProperty'), [...path, 'idsProperty']),
      replicas: reader.choice(inputs.get('replicas'), [...path, 'replicas'], ['one', 'keep']),
      buildable: inputs.has('buildable')
        ? reader.choice(inputs.get('buildable'), [...path, 'buildable'], buildables)
        : 'unasked',
      extraParameters: this.#optional(inputs.get('extraParameters'), [...path, 'extraParameters']),
      searchPath: this.#list(inputs.get('searchPath'), [...path, 'searchPath'], (one, its) => reader.text(one, its)),
      system: this.#optional(inputs.get('system'), [...path, 'system']),
      isXml: reader.flag(inputs.get('isXml'), [...path, 'isXml']),
      evaluator: reader.choice(inputs.get('evaluator'), [...path, 'evaluator'], ['embedded', 'nix']),
      isRestricted: reader.flag(inputs.get('isRestricted'), [...path, 'isRestricted']),
      deployedFrom: this.#deployedFrom(inputs.get('deployedFrom'), [...path, 'deployedFrom']),
      whatIf: inputs.has('whatIf') ? this.#whatIf(inputs.get('whatIf'), [...path, 'whatIf']) : asModelled,
    };
  }

  /** A plan of before this was saved rests on what the state remembers. */
  #deployedFrom(value: unknown, path: JsonPath): DeployedFrom {
    if (value === undefined) return { kind: 'state' };
    const reader = this.#reader;
    const from = reader.members(value, path, ['kind'], ['path', 'file', 'program', 'arguments']) ?? new Map();
    const kind = reader.choice(from.get('kind'), [...path, 'kind'], deployedKinds);
    const text = (name: string): string => reader.text(from.get(name), [...path, name]);
    switch (kind) {
      case 'state':
        return { kind };
      case 'profile':
        return { kind, path: text('path') };
      case 'given':
        return { kind, file: text('file') };
      case 'program': {
        const list = this.#list(from.get('arguments'), [...path, 'arguments'], (one, its) => reader.text(one, its));
        return { kind, program: text('program'), arguments: list };
      }
    }
  }

  #whatIf(value: unknown, path: JsonPath): WhatIf {
    const reader = this.#reader;
    const names = ['without', 'withoutServices', 'pins', 'forbidden', 'added', 'amounts', 'set'];
    const whatIf = reader.members(value, path, names) ?? new Map();
    const texts = (name: string): readonly string[] =>
      this.#list(whatIf.get(name), [...path, name], (one, its) => reader.text(one, its));
    const pairs = <First extends string, Second extends string>(name: string, first: First, second: Second) =>
      this.#list(whatIf.get(name), [...path, name], (one, its) => {
        const pair = reader.members(one, its, [first, second]) ?? new Map();
        const text = (member: string): string => reader.text(pair.get(member), [...its, member]);
        return [text(first), text(second)] as const;
      });
    return {
      without: texts('without'),
      withoutServices: texts('withoutServices'),
      pins: pairs('pins', 'service', 'target').map(([service, target]) => ({ service, target })),
      forbidden: pairs('forbidden', 'service', 'target').map(([service, target]) => ({ service, target })),
      added: pairs('added', 'name', 'like').map(([name, like]) => ({ name, like })),
      amounts: this.#list(whatIf.get('amounts'), [...path, 'amounts'], (one, its) => {
        const amount = reader.members(one, its, ['target', 'property', 'amount']) ?? new Map();
        const text = (member: string): string => reader.text(amount.get(member), [...its, member]);
        return { target: text('target'), property: text('property'), amount: text('amount') };
      }),
      set: pairs('set', 'path', 'nix').map(([path, nix]) => ({ path, nix })),
    };
  }

  #basis(value: unknown, path: JsonPath): SavedPlan['basis'] {
    const reader = this.#reader;
    const basis = reader.members(value, path, ['models', 'files', 'deployed']) ?? new Map();
    const models = reader.members(basis.get('models'), [...path, 'models'], [], modelsOfPlan) ?? new Map();
    return {
      models: new Map(
        modelsOfPlan.flatMap(name =>
          models.has(name) ? [[name, reader.text(models.get(name), [...path, 'models', name])] as const] : [],
        ),
      ),
      files: this.#texts(basis.get('files'), [...path, 'files']),
      deployed: reader.text(basis.get('deployed'), [...path, 'deployed']),
    };
  }

  #distribution(value: unknown, path: JsonPath): Distribution {
    const services = this.#reader.map(value, path);
    return {
      mappings: new Map(
        [...services].map(([service, list]) => [
          service,
          this.#list(list, [...path, service], (place, its) => this.#place(place, its)),
        ]),
      ),
    };
  }

  #deployment(value: unknown, path: JsonPath): Deployment {
    const services = this.#reader.map(value, path);
    return {
      services: new Map([...services].map(([name, one]) => [name, this.#service(one, [...path, name])])),
    };
  }

  #service(value: unknown, path: JsonPath): DeployedService {
    const reader = this.#reader;
    const needed = ['stateful', 'waitsFor', 'places'];
    const service = reader.members(value, path, needed, ['type', 'properties', 'pkg']) ?? new Map();
    return {
      type: this.#optional(service.get('type'), [...path, 'type']),
      stateful: reader.flag(service.get('stateful'), [...path, 'stateful']),
      properties: service.has('properties')
        ? this.#texts(service.get('properties'), [...path, 'properties'])
        : undefined,
      waitsFor: this.#awaited(service.get('waitsFor'), [...path, 'waitsFor']),
      pkg: this.#optional(service.get('pkg'), [...path, 'pkg']),
      places: this.#places(service.get('places'), [...path, 'places']),
    };
  }

  #step(value: unknown, path: JsonPath): ServiceStep {
    const reader = this.#reader;
    const names = ['service', 'kind', 'stateful', 'leaves', 'comes', 'stays', 'changes', 'restartsFor'];
    const step = reader.members(value, path, names) ?? new Map();
    return {
      service: reader.text(step.get('service'), [...path, 'service']),
      kind: reader.choice(step.get('kind'), [...path, 'kind'], stepKinds),
      stateful: reader.flag(step.get('stateful'), [...path, 'stateful']),
      leaves: this.#places(step.get('leaves'), [...path, 'leaves']),
      comes: this.#places(step.get('comes'), [...path, 'comes']),
      stays: this.#places(step.get('stays'), [...path, 'stays']),
      changes: this.#list(step.get('changes'), [...path, 'changes'], (change, its) => this.#change(change, its)),
      restartsFor: this.#awaited(step.get('restartsFor'), [...path, 'restartsFor']),
    };
  }

  #change(value: unknown, path: JsonPath): ServiceStep['changes'][number] {
    const change = this.#reader.members(value, path, ['property', 'before', 'after']) ?? new Map();
    return {
      property: this.#reader.text(change.get('property'), [...path, 'property']),
      before: this.#optional(change.get('before'), [...path, 'before']),
      after: this.#optional(change.get('after'), [...path, 'after']),
    };
  }

  #ids(value: unknown, path: JsonPath): SavedIds | undefined {
    if (value === null) return undefined;
    const ids = this.#reader.members(value, path, ['file', 'before', 'after']) ?? new Map();
    return {
      file: this.#reader.text(ids.get('file'), [...path, 'file']),
      before: this.#optional(ids.get('before'), [...path, 'before']),
      after: this.#reader.text(ids.get('after'), [...path, 'after']),
    };
  }

  #finding(value: unknown, path: JsonPath): SavedFinding {
    const finding = this.#reader.members(value, path, ['severity', 'code', 'message']) ?? new Map();
    return {
      severity: this.#reader.choice(finding.get('severity'), [...path, 'severity'], ['error', 'warning']),
      code: this.#reader.text(finding.get('code'), [...path, 'code']),
      message: this.#reader.text(finding.get('message'), [...path, 'message']),
    };
  }

  #awaited(value: unknown, path: JsonPath): readonly AwaitedService[] {
    return this.#list(value, path, (one, its) => {
      const awaited = this.#reader.members(one, its, ['service', 'because']) ?? new Map();
      return {
        service: this.#reader.text(awaited.get('service'), [...its, 'service']),
        because: this.#list(awaited.get('because'), [...its, 'because'], (reason, place) =>
          this.#reader.choice(reason, place, waitReasons),
        ),
      };
    });
  }

  #places(value: unknown, path: JsonPath): readonly Place[] {
    return this.#list(value, path, (one, its) => this.#place(one, its));
  }

  #place(value: unknown, path: JsonPath): Place {
    const place = this.#reader.members(value, path, ['target'], ['container']) ?? new Map();
    return {
      target: this.#reader.text(place.get('target'), [...path, 'target']),
      container: this.#optional(place.get('container'), [...path, 'container']),
    };
  }

  #texts(value: unknown, path: JsonPath): ReadonlyMap<string, string> {
    const texts = this.#reader.map(value, path);
    return new Map([...texts].map(([name, text]) => [name, this.#reader.text(text, [...path, name])]));
  }

  #optional(value: unknown, path: JsonPath): string | undefined {
    return value === undefined || value === null ? undefined : this.#reader.text(value, path);
  }

  #list<Element>(
    value: unknown,
    path: JsonPath,
    read: (value: unknown, path: JsonPath) => Element,
  ): readonly Element[] {
    return this.#reader.list(value, path).map((element, i) => read(element, [...path, i]));
  }
}

const anyCount = { least: 0, most: Number.MAX_SAFE_INTEGER };
