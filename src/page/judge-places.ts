import { fromBytes, toBytes } from '../base/bytes.ts';
import { Findings } from '../base/findings.ts';
import { contentsOf, type ModelContents } from '../library/planning/model-contents.ts';
import type { Models } from '../library/planning/models.ts';
import { fromPlainDistribution } from '../library/planning/plain.ts';
import { toByteEdit } from '../library/to-byte-edit.ts';
import type { Distribution } from '../model/distribution.ts';
import type { Policy } from '../model/policy.ts';
import {
  applyEdits,
  type Edit,
  explainAlternative,
  judgePlan,
  type PlaceAlternative,
  poseEverywhere,
  prepareAlternatives,
  prepareRequest,
  readAssignment,
} from '../plan/index.ts';
import { describeAlone } from '../write/place-explanation.ts';
import type { JudgeQuestion, JudgeReply, PolicyElsewhere } from './plan-call.ts';

/** How answers are worded. */
export interface JudgeSettings {
  /** Whether positions in the models mean something to who reads them: in models that were written out they do not. */
  readonly hasPositions: boolean;
}

/**
 * What the policy of the models says of places: which demands they do not keep, and what it would mean to have a
 * service elsewhere, by the same code as `judgePlan` and `explain --policy`. Of the edits those count that change the
 * models (capacities, services that are left out): the others are in the places already. O(as `judgePlan`), and
 * O(targets · size of the problem) for a service.
 */
export function judgePlaces(models: Models, question: JudgeQuestion, settings: JudgeSettings): JudgeReply {
  const { policy, ...known } = contentsOf(models);
  if (policy === undefined) return { kind: 'judged', broken: [], elsewhere: [] };
  const findings = new Findings();
  const plan = fromPlainDistribution(question.places);
  const previous = question.previous && fromPlainDistribution(question.previous);
  const edits = question.edits.filter(changesModels).map(toByteEdit);
  const request = applyEdits({ ...known, candidates: known.distribution, previous }, edits, findings);
  findings.throwIfErrors();
  const found = new Findings();
  judgePlan({ ...known, infrastructure: request.infrastructure, previous }, policy, plan, found, new Findings());
  const broken = found.all.map(({ severity, subject, message }) => ({
    rule: subject?.kind === 'rule' ? fromBytes(subject.name) : undefined,
    isWish: severity === 'warning',
    message: fromBytes(message),
  }));
  return { kind: 'judged', broken, elsewhere: listElsewhere(request, policy, plan, question, settings) };
}

const changesModels = ({ kind }: Edit): boolean => kind === 'capacity' || kind === 'without';

type Edited = Pick<ModelContents, 'services' | 'infrastructure' | 'previous'> & {
  readonly candidates: Distribution | undefined;
};

/** Nothing where the plan does not fit the policy (a number of replicas): that is told as a broken demand. */
function listElsewhere(
  request: Edited,
  policy: Policy,
  plan: Distribution,
  { service, targets }: JudgeQuestion,
  { hasPositions }: JudgeSettings,
): readonly PolicyElsewhere[] {
  if (service === undefined) return [];
  const findings = new Findings();
  const posed = poseEverywhere(prepareRequest(request, findings), policy);
  const label = readAssignment(posed, plan, findings);
  if (findings.hasErrors) return [];
  const prepared = prepareAlternatives(posed, label);
  return targets.flatMap(target => {
    const one = explainAlternative(prepared, toBytes(service), toBytes(target));
    return one === undefined ? [] : [describe(hasPositions ? one : withoutPositions(one))];
  });
}

function describe(alternative: PlaceAlternative): PolicyElsewhere {
  const { target, forbiddenBy, shortages, broken } = alternative;
  const { forbidden, clauses } = describeAlone(alternative, '/');
  return {
    target: fromBytes(target),
    forbidden: forbidden.map(fromBytes),
    clauses: clauses.map(fromBytes),
    isKept: forbiddenBy.length + shortages.length + broken.length === 0,
  };
}

function withoutPositions(alternative: PlaceAlternative): PlaceAlternative {
  const strip = (demands: PlaceAlternative['broken']) => demands.map(one => ({ ...one, position: undefined }));
  return { ...alternative, forbiddenBy: strip(alternative.forbiddenBy), broken: strip(alternative.broken) };
}
