import { nameSome } from '../base/name-some.ts';
import { inReadingOrder, sortNaturally, sortNaturallyBy } from '../base/natural-order.ts';
import { shortenPath } from '../base/shorten-path.ts';
import type {
  Alternative,
  CandidateExplanation,
  ExplainedLink,
  Explanation,
  Link,
  NarrowingStep,
  Overload,
  PolicyLinkReason,
  Removal,
} from '../plan/index.ts';
import { type AboutTarget, joinTargets } from './join-targets.ts';
import type { Json } from './json.ts';
import { describeExtra } from './placement-report.ts';

/** How explanations are written. */
export interface ExplanationFormat {
  /** Names of files inside it are shown relative to it. */
  readonly folder: string;
  /** Only what is said of this target. */
  readonly asked?: string | undefined;
  /** Whether each target has a line of its own, also where the same is said of many. */
  readonly isWhole?: boolean;
}

/** Why a service is where it is, in lines. */
export function writeExplanation(
  explanation: Explanation<PolicyLinkReason>,
  { folder, asked, isWhole = false }: ExplanationFormat,
): string {
  const { service, targets, misplaced, overloads, localLinks, networkLinks, alternatives } = explanation;
  const wrong = misplaced.map(({ target, removal }) => `  ${target} is no candidate${because(removal, folder)}.`);
  wrong.push(...overloads.map(overload => `  ${describeOverload(overload)}`));
  if (asked !== undefined && targets.includes(asked)) return `${[`${service} is on ${asked}.`, ...wrong].join('\n')}\n`;
  const lines = [
    `${service} is on ${sortNaturally(targets).join(', ') || 'no target'}.`,
    ...wrong,
    ...(localLinks.length === 0 ? [] : [`  This keeps local: ${listLinks(localLinks)}.`]),
    ...sortNaturallyBy(networkLinks, ({ other }) => other).map(
      link => `  Network link to ${listLinks([link])}: ${describeLinkReason(link)}.`,
    ),
    ...joinTargets(
      sortNaturallyBy(alternatives, ({ target }) => target).map(one => describeAlternative(one, folder)),
      isWhole,
    ).map(line => `  ${line}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Where a service may go, in lines. */
export function writeCandidateExplanation(
  { service, candidates, removed }: CandidateExplanation,
  { folder, isWhole = false }: ExplanationFormat,
): string {
  const told = sortNaturallyBy(removed, ({ target }) => target).map(({ target, removal }) =>
    describeRemoved(target, removal, folder),
  );
  const lines = [
    `${service} may go to ${inReadingOrder(candidates).join(', ') || 'no target'}.`,
    ...joinTargets(told, isWhole).map(line => `  ${line}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Why a link crosses the network, as the end of a sentence. */
export function describeLinkReason({ other, reason, meeting }: ExplainedLink<PolicyLinkReason>): string {
  switch (reason) {
    case 'no-common-candidate':
      return 'no plan can avoid it, for the two have no candidate in common';
    case 'pinned':
      return 'no plan can avoid it, for each of the two may go to one target only';
    case 'short':
      return 'wherever the two may meet, something is short';
    case 'port':
      return 'wherever the two may meet, a port is taken';
    case 'policy':
      return 'as things are, the policy does not let this service move there alone';
    case 'avoidable':
    case 'trade-off': {
      if (meeting === undefined) return 'meeting costs other links or was not found better';
      const { target, movers } = meeting;
      const who =
        movers.length > 1 ? 'the two moved' : movers[0] === other ? `${other} alone moved` : 'this service alone moved';
      const tie = meeting.extraWeight === 0 ? 'a tie: ' : '';
      return `${tie}if ${who} to ${target}, ${describeExtra(meeting)}`;
    }
  }
}

function describeRemoved(target: string, removal: Removal | undefined, folder: string): AboutTarget {
  const why = because(removal, folder);
  return {
    target,
    before: 'Not on ',
    behind: `: it is no candidate${why}.`,
    ofMany: `: they are no candidates${why}.`,
  };
}

function describeAlternative(alternative: Alternative, folder: string): AboutTarget {
  const { target, isCandidate, removal, extraWeight, newNetworkLinks, newLocalLinks, shortages, takenPorts } =
    alternative;
  if (!isCandidate) return describeRemoved(target, removal, folder);
  const clauses = [
    ...shortages.map(({ resource, shortBy }) => `${resource} is short by ${shortBy}`),
    ...takenPorts.map(({ port, service }) => `port ${port} is taken by ${service}`),
    describeCost(extraWeight, newNetworkLinks.length - newLocalLinks.length),
    ...(newNetworkLinks.length === 0 ? [] : [`new network links to ${listLinks(newNetworkLinks)}`]),
    ...(newLocalLinks.length === 0 ? [] : [`local to ${listLinks(newLocalLinks)}`]),
  ];
  return { target, before: 'On ', behind: ` instead: ${clauses.join('; ')}.` };
}

/** Where weights count, what is told is a weight. */
function describeCost(weight: number, links: number): string {
  if (weight === 0) return 'costs the same';
  const amount = weight === links ? String(Math.abs(weight)) : `a weight of ${Math.abs(weight)}`;
  return weight > 0 ? `costs ${amount} more` : `would save ${amount}`;
}

function describeOverload({ target, resource, have, used, on }: Overload): string {
  const who = on.map(({ service, need }) => `${service} (${need})`);
  return `${target} has ${have} of ${resource}, but ${used} is used, by ${nameSome(who, 8)}.`;
}

/** What took a target away, as the end of a sentence; nothing where nobody knows. */
function because(removal: Removal | undefined, folder: string): string {
  if (removal === undefined) return '';
  const place = removal.position === undefined ? '' : shortenPath(removal.position.toString(), folder);
  switch (removal.by) {
    case 'distribution':
      return place === '' ? ' (the distribution lists none for it)' : ` (the candidates are listed at ${place})`;
    case 'filter':
      return ` (taken away by the filter ${nameStep(removal.step)}${place === '' ? '' : ` at ${place}`})`;
    case 'qos model':
      return ' (left out by the QoS model, not by a filter)';
    case 'pin':
      return ` (the service is pinned to another target${place === '' ? '' : ` at ${place}`})`;
  }
}

/** A filter with its texts: `mapAttrOnAttr serviceProperty = "zone", targetProperty = "zone"`. */
export function nameStep({ filter, settings }: NarrowingStep): string {
  const texts = settings.map(([name, text]) => `${name} = "${text}"`);
  return [filter, texts.join(', ')].filter(Boolean).join(' ');
}

function listLinks(links: readonly Link[]): string {
  const sorted = sortNaturallyBy(links, ({ other }) => other);
  return sorted.map(({ other, weight }) => (weight === 1 ? other : `${other} (weight ${weight})`)).join(', ');
}

/** An explanation as a member of the `--json` object. */
export function explanationToJson(explanation: Explanation<PolicyLinkReason>): Json {
  const { service, targets, misplaced, overloads, localLinks, networkLinks, alternatives } = explanation;
  return {
    service,
    targets,
    misplaced: misplaced.map(({ target, removal }) => ({ target, removedBy: removalToJson(removal) })),
    overloads: overloads.map(({ on, ...plain }) => ({ ...plain, on: on.map(one => ({ ...one })) })),
    localLinks: localLinks.map(link => ({ ...link })),
    networkLinks: networkLinks.map(({ meeting, ...link }) => ({
      ...link,
      meeting: meeting === undefined ? undefined : { ...meeting },
    })),
    alternatives: alternatives.map(({ removal, newNetworkLinks, newLocalLinks, shortages, takenPorts, ...plain }) => ({
      ...plain,
      position: removal?.position?.toString(),
      removedBy: removalToJson(removal),
      newNetworkLinks: newNetworkLinks.map(link => ({ ...link })),
      newLocalLinks: newLocalLinks.map(link => ({ ...link })),
      shortages: shortages.map(shortage => ({ ...shortage })),
      takenPorts: takenPorts.length === 0 ? undefined : takenPorts.map(port => ({ ...port })),
    })),
  };
}

/** Where a service may go, as a member of the `--json` object. */
export function candidateExplanationToJson({ service, candidates, removed }: CandidateExplanation): Json {
  return {
    service,
    candidates,
    removed: removed.map(({ target, removal }) => ({ target, removedBy: removalToJson(removal) })),
  };
}

function removalToJson(removal: Removal | undefined): Json | undefined {
  if (removal === undefined) return undefined;
  const position = removal.position?.toString();
  if (removal.by !== 'filter') return { by: removal.by, position };
  return {
    by: removal.by,
    filter: removal.step.filter,
    settings: removal.step.settings.map(pair => [...pair]),
    position,
  };
}
