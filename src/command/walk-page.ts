import { toBytes } from '../base/bytes.ts';
import type { CommandWorld } from '../cli/command.ts';
import { foldingOnce } from '../cli/fold-large.ts';
import { makeChapters } from '../page/chapters.ts';
import { writePlanPage } from '../page/write-page.ts';
import { type AnyPlacePlan, type PreparedRequest, summarisePlace } from '../plan/index.ts';
import { compress } from '../ports/compress.ts';
import { pageMachine } from '../ports/page-machine.ts';
import { sha256 } from '../ports/sha256.ts';
import { buildDocument, type DocumentInput } from '../write/cards/build-document.ts';
import type { Section } from '../write/section.ts';

/** What of a walk its map shows. */
export interface WalkMap extends Pick<DocumentInput, 'capacities' | 'rules' | 'isUnderPolicy'> {
  readonly request: PreparedRequest;
  /** Whether every target is a candidate of every service. */
  readonly isOpen: boolean;
  readonly plan: AnyPlacePlan | undefined;
  readonly isByClock: boolean;
}

/** The page of a walk: its chapters beside the map of its plan. What is folded in pictures is said once. */
export function writeWalkPage(sections: readonly Section[], map: WalkMap, world: CommandWorld): string {
  const { services, infrastructure, listed, candidates, weightOf } = map.request;
  const fold = foldingOnce(services, world);
  const folded = sections.map(section => ({
    ...section,
    pictures: section.pictures.map(picture => ({ ...picture, drawing: fold(picture.drawing) })),
  }));
  const { request: _, isOpen, plan, isByClock, ...policy } = map;
  const document = buildDocument({
    ...{ title: toBytes('From models to a plan'), services, infrastructure, listed, weightOf, folder: world.folder },
    candidates: isOpen ? undefined : candidates,
    plans: plan === undefined ? [] : [{ ...describePlan(plan), endedByClock: isByClock }],
    ...policy,
  });
  return writePlanPage(document, undefined, { compress, sha256 }, makeChapters(folded, pageMachine.renderer));
}

function describePlan(plan: AnyPlacePlan) {
  const { distribution } = plan;
  // What is proved under a policy is of its objectives, which need not be links.
  if (plan.by === 'place') return { title: 'plan', distribution };
  const { lowerBound: bound, optimal } = summarisePlace(plan);
  return { title: 'plan', distribution, bound, optimal };
}
