import { fromBytes } from '../../base/bytes.ts';
import { sortNaturallyBy } from '../../base/natural-order.ts';
import type { ExplainedLink, Link } from '../../plan/index.ts';
import { describeLinkReason } from '../../write/explanation.ts';
import { noPolicyAnswers } from '../page-home.ts';
import type { PolicyElsewhere } from '../plan-call.ts';
import { LinkTo } from './link-to.tsx';
import { listAlternatives } from './list-alternatives.ts';
import type { PageState } from './page-state.ts';

/** Why a service is where it is, and where else it could be: what `explain` says. */
export function ServicePanel({ state, service }: { state: PageState; service: number }) {
  const { plan, edited, places } = state;
  const { services, types } = plan.document;
  const machines = places.value[service] ?? [];
  const group = services.group[service] ?? 0;
  const ids = fromBytes(services.ids[service] ?? '');
  const type = types[services.type[service] ?? -1];
  return (
    <>
      <p class="kind">
        service{type !== undefined && `, ${fromBytes(type)}`} {services.stateful[service] === 1 && '\u25cf has data'}
      </p>
      <h2>{plan.names.services[service]}</h2>
      <p class="links">
        on{' '}
        {machines.length === 0
          ? 'no machine'
          : machines.map(machine => (
              <LinkTo key={machine} state={state} to={{ kind: 'machine', number: machine }} />
            ))}{' '}
        in group <LinkTo state={state} to={{ kind: 'group', number: group }} />
      </p>
      {ids !== '' && <p>{ids}</p>}
      <p class="small">{fromBytes(services.position[service] ?? '')}</p>
      <p class="actions">
        <button
          type="button"
          data-pin
          disabled={machines.length === 0}
          onClick={() => state.edit({ kind: 'pin', service, machines })}
        >
          Pin here
        </button>
        <button type="button" onClick={() => state.edit({ kind: 'without', service })}>
          Plan without it
        </button>
        <button type="button" onClick={() => (state.view.value = 'near')}>
          Near
        </button>
      </p>
      <Rules state={state} service={service} />
      {machines.length > 0 && (
        <Why state={state} service={service} explanation={edited.value.explain(places.value, service)} />
      )}
    </>
  );
}

type Explained = ReturnType<PageState['plan']['explain']>;

function Why({ state, service, explanation }: { state: PageState; service: number; explanation: Explained }) {
  const { localLinks, networkLinks, misplaced, overloads } = explanation;
  const count = state.plan.candidates(service)?.length ?? state.plan.document.machines.name.length;
  return (
    <>
      <h3>Why here</h3>
      <p>
        {localLinks.length} of {localLinks.length + networkLinks.length} links stay on the machine (weight{' '}
        {sum(localLinks)} of {sum(localLinks) + sum(networkLinks)}); {count}{' '}
        {count === 1 ? 'machine is a candidate' : 'machines are candidates'}.
      </p>
      {misplaced.length > 0 && <p class="alarm">{'\u25b2'} It is on a machine that is no candidate.</p>}
      {overloads.map(({ resource, used, have }) => (
        <p key={resource} class="alarm">
          {'\u25b2'} {fromBytes(resource)}: {used} is used, there is {have}.
        </p>
      ))}
      <Links state={state} title="Links over the network" links={networkLinks} />
      <Links state={state} title="Links on the machine" links={localLinks} />
      <WhereElse state={state} service={service} count={explanation.alternatives.length} />
    </>
  );
}

function WhereElse({ state, service, count }: { state: PageState; service: number; count: number }) {
  const places = listAlternatives(state, service);
  const judged = state.judged.value;
  const isOfThis = judged?.places === state.places.value && judged.service === service;
  const verdict = isOfThis && judged.answer.kind === 'judged' ? judged.answer : undefined;
  return (
    <>
      <h3>Where else</h3>
      <PolicyNote state={state} isAnswered={isOfThis} />
      <table>
        <thead>
          <tr>
            <th scope="col">machine</th>
            <th scope="col">link weight</th>
            <th scope="col">{verdict === undefined ? 'room' : 'under the policy'}</th>
            <th scope="col">try</th>
          </tr>
        </thead>
        <tbody>
          {places.map(alternative => (
            <Elsewhere
              key={alternative.target}
              state={state}
              service={service}
              alternative={alternative}
              verdict={verdict?.elsewhere.find(
                ({ target }) => target === state.plan.names.machines[alternative.machine],
              )}
            />
          ))}
        </tbody>
      </table>
      {count > places.length && <p>and {count - places.length} more machines</p>}
    </>
  );
}

/** Where the policy's answers are not there: whether they come, and else how to have them. */
function PolicyNote({ state, isAnswered }: { state: PageState; isAnswered: boolean }) {
  if (!state.plan.document.isUnderPolicy) return null;
  if (state.planner === undefined) return <p class="small">{noPolicyAnswers}</p>;
  if (!isAnswered) return <p class="small">{'asking what the policy says\u2026'}</p>;
  const answer = state.judged.value?.answer;
  return answer?.kind === 'none' ? <p class="alarm">The policy was not asked: {answer.message}</p> : null;
}

interface ElsewhereProps {
  state: PageState;
  service: number;
  alternative: ReturnType<typeof listAlternatives>[number];
  verdict: PolicyElsewhere | undefined;
}

function Elsewhere({ state, service, alternative, verdict }: ElsewhereProps) {
  const { machine, isCandidate, extraWeight, target } = alternative;
  const [from = machine] = state.places.value[service] ?? [];
  const name = fromBytes(target);
  return (
    <tr class={isCandidate ? '' : 'faint'}>
      <td>
        <LinkTo state={state} to={{ kind: 'machine', number: machine }} />
      </td>
      <td class="number">{extraWeight > 0 ? `+${extraWeight}` : extraWeight < 0 ? `\u2212${-extraWeight}` : '0'}</td>
      <td>
        <Against state={state} service={service} alternative={alternative} verdict={verdict} />
      </td>
      <td class="tries">
        {isCandidate && (
          <>
            <button
              type="button"
              data-move
              aria-label={`move to ${name}`}
              onClick={() => state.edit({ kind: 'move', service, from, to: machine })}
            >
              move
            </button>
            <button
              type="button"
              aria-label={`forbid ${name}`}
              onClick={() => state.edit({ kind: 'forbid', service, machine })}
            >
              forbid
            </button>
          </>
        )}
      </td>
    </tr>
  );
}

/** What speaks against a place: the policy where it was asked, else what there is room for. */
function Against({ state, service, alternative, verdict }: ElsewhereProps) {
  const { isCandidate, shortages, machine } = alternative;
  if (verdict !== undefined) {
    return (
      <>
        {verdict.forbidden.map(line => (
          <div key={line}>
            {'\u2298'} {line}
          </div>
        ))}
        {verdict.clauses.map(line => (
          <div key={line}>{line}</div>
        ))}
        {verdict.forbidden.length + verdict.clauses.length === 0 && 'nothing that counts changes'}
      </>
    );
  }
  return isCandidate
    ? shortages.map(({ resource, shortBy }) => `${fromBytes(resource)} short by ${shortBy}`).join('; ')
    : state.plan.removal(service, machine) || 'no candidate';
}

function Links({ state, title, links }: { state: PageState; title: string; links: readonly (Link | ExplainedLink)[] }) {
  if (links.length === 0) return null;
  return (
    <details open={links.length <= 12}>
      <summary>
        {title}: {links.length}
      </summary>
      <ul>
        {sortNaturallyBy(links, ({ other }) => other).map(link => (
          <li key={link.other}>
            <LinkTo state={state} to={{ kind: 'service', number: state.plan.service(link.other) ?? 0 }} />
            {link.weight === 1 ? '' : ` (weight ${link.weight})`}
            {'reason' in link && <span class="small"> {fromBytes(describeLinkReason(link))}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Rules({ state, service }: { state: PageState; service: number }) {
  const { rules, services } = state.plan.document;
  const own = rules.filter(rule => rule.services.includes(service));
  const replicas = services.replicas[service] ?? 1;
  if (own.length === 0 && replicas === 1) return null;
  return (
    <ul class="rules">
      {replicas !== 1 && <li>{replicas === 0 ? 'runs on each of its candidates' : `runs ${replicas} times`}</li>}
      {own.map(({ name, soft }) => {
        const how =
          state.broken.value?.filter(({ rule }) => rule === fromBytes(name)).map(({ message }) => message) ?? [];
        return (
          <li key={name} class={how.length === 0 ? '' : 'alarm'}>
            {soft ? 'wish' : 'rule'} {fromBytes(name)}
            {how.length === 0 ? '' : `: \u25b2 ${how.join('; ')}`}
          </li>
        );
      })}
    </ul>
  );
}

function sum(links: readonly Link[]): number {
  return links.reduce((all, { weight }) => all + weight, 0);
}
