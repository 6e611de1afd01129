import { resolvePath } from '../../base/path.ts';
import type { EvaluationHints } from '../../load/evaluation-settings.ts';
import type { World } from '../../load/world.ts';
import type { MatterInputs } from '../make-plan/plan-inputs.ts';
import { toModelChanges } from '../what-if/to-model-changes.ts';
import { type InputFile, inputFiles, type SavedInputs } from './saved-plan.ts';

/** What a plan was made of, so that another run in another folder finds the same. */
export function saveInputs(inputs: MatterInputs, { folder }: World): SavedInputs {
  const { models, idsProperty, keepsReplicas, buildable, deployedFrom, whatIf } = inputs;
  const { extraParameters, searchPath, system, isXml, evaluator, isRestricted } = models.evaluation;
  const named: Readonly<Record<InputFile, string | undefined>> = { ...inputs, ...pickModels(models) };
  const files = inputFiles.flatMap(name => {
    const file = named[name];
    return file === undefined ? [] : [[name, file === '-' ? file : resolvePath(folder, file)] as const];
  });
  return {
    files: new Map(files),
    idsProperty,
    replicas: keepsReplicas ? 'keep' : 'one',
    buildable,
    extraParameters: extraParameters?.text,
    searchPath: searchPath.map(entry => resolveEntry(folder, entry)),
    system,
    isXml,
    evaluator,
    isRestricted,
    deployedFrom,
    whatIf,
  };
}

/** The same as what a run reads. */
export function restoreInputs(
  { files, replicas, extraParameters, ...saved }: SavedInputs,
  hints: EvaluationHints,
): MatterInputs {
  const { idsProperty, searchPath, system, isXml, evaluator, isRestricted, buildable, deployedFrom, whatIf } = saved;
  const extra = extraParameters === undefined ? undefined : { name: 'the extra parameters', text: extraParameters };
  const settings = { searchPath, system, isXml, evaluator, isRestricted, extraParameters: extra };
  return {
    models: {
      services: files.get('services'),
      infrastructure: files.get('infrastructure'),
      distribution: files.get('distribution'),
      evaluation: {
        ...settings,
        files: [...files.values()],
        showTrace: false,
        changes: toModelChanges(whatIf, '/'),
        hints,
      },
    },
    policy: files.get('policy'),
    qos: files.get('qos'),
    filters: files.get('filters'),
    idResources: files.get('idResources'),
    ids: files.get('ids'),
    idsProperty,
    keepsReplicas: replicas === 'keep',
    buildable,
    deployedFrom,
    whatIf,
  };
}

function pickModels({ services, infrastructure, distribution }: MatterInputs['models']) {
  return { services, infrastructure, distribution };
}

/** `FOLDER` or `NAME=FOLDER`; an address stays as it is. */
function resolveEntry(folder: string, entry: string): string {
  const [, name = '', path = ''] = /^([^=]*=)?(.*)$/s.exec(entry) ?? [];
  return /^[a-z]+:\/\//.test(path) ? entry : `${name}${resolvePath(folder, path)}`;
}
