import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { targetsOf } from '../../src/model/distribution.ts';
import { explainPlacement } from '../../src/plan/explain-placement.ts';
import { explainRemainingLinks } from '../../src/plan/explain-remaining-links.ts';
import { planMultiwayCut } from '../../src/plan/multiwaycut.ts';
import { prepareRequest } from '../../src/plan/prepare-request.ts';
import { writeExplanation } from '../../src/write/explanation.ts';
import { writeRemainingLinks } from '../../src/write/placement-report.ts';
import { distribution } from '../graph/models.ts';
import { rounds } from '../rounds.ts';
import { choicesOf, plansOf, requestOf, type System, system } from './random-request.ts';

const options = { algorithm: 'auto', timeLimit: 1 } as const;

/** What crosses the network in a plan; each pair of services counts once. */
function weigh({ links }: System, plan: readonly number[]): number {
  const pairs = new Set(links.filter(([a, b]) => a !== b).map(([a, b]) => [a, b].sort().join('-')));
  return [...pairs].filter(pair => {
    const [a = 0, b = 0] = pair.split('-').map(Number);
    return plan[a] !== plan[b];
  }).length;
}

/** The number behind a name. */
function numberOf(name: string): number {
  return Number(name.slice(1));
}

/** What a clause claims to be the difference. */
function claimOf(sentence: string): number {
  if (sentence.includes('as much would cross')) return 0;
  const [, amount = '', way] = /(\d+) (more|less) would cross the network/.exec(sentence) ?? [];
  return way === 'less' ? -Number(amount) : Number(amount);
}

const numbers = (one: System): readonly number[] => Array.from({ length: one.services }, (_, v) => v);

/** A system and some plan of it, where there is one. */
const planned = fc.tuple(system, fc.nat()).map(([one, choice]) => {
  const plans = [...plansOf(one)];
  return { system: one, plan: plans[choice % Math.max(1, plans.length)] };
});

const property = (seed: number) => ({ seed, numRuns: rounds({ short: 400, long: 10_000 }) });

describe('what is said of a link that a plan leaves is true', () => {
  it('--explain: the difference is that of the plan with both on the target, and none is smaller', () => {
    fc.assert(
      fc.property(system, one => {
        const outcome = planMultiwayCut(requestOf(one), options, new Findings());
        if (outcome.kind !== 'planned') return;
        const { distribution: found } = outcome;
        const plan = numbers(one).map(v => numberOf(targetsOf(found, `s${v}`)[0] ?? ''));
        const remaining = explainRemainingLinks(outcome);
        expect(remaining.length).toBe(weigh(one, plan));
        for (const link of remaining) {
          const sentence = writeRemainingLinks([link]);
          const [a, b] = [numberOf(link.from), numberOf(link.to)];
          const common = choicesOf(one, a).filter(t => choicesOf(one, b).includes(t));
          const differences = common.map(
            t =>
              weigh(
                one,
                plan.map((place, v) => (v === a || v === b ? t : place)),
              ) - weigh(one, plan),
          );
          if (common.length === 0) expect(sentence).toMatch(/no candidate in common|one candidate only/);
          else {
            const target = numberOf(/with both on (\w+)/.exec(sentence)?.[1] ?? '');
            expect(claimOf(sentence)).toBe(differences[common.indexOf(target)]);
            expect(claimOf(sentence)).toBe(Math.min(...differences));
            expect(sentence.includes('a tie')).toBe(Math.min(...differences) === 0);
            // The plan is the best one.
            expect(claimOf(sentence)).toBeGreaterThanOrEqual(0);
          }
        }
      }),
      property(131),
    );
  });

  it('explain: so are who would have to move, and what other places cost', () => {
    fc.assert(
      fc.property(planned, ({ system: one, plan }) => {
        if (plan === undefined) return;
        const request = requestOf(one);
        const { candidates, weightOf } = prepareRequest(request, new Findings());
        const placed = distribution(numbers(one).map(v => [`s${v}`, [`t${plan[v]}`]]));
        const names = numbers(one).map(v => `s${v}`);
        const { services, infrastructure } = request;
        const all = explainPlacement({ services, infrastructure, plan: placed, candidates, weightOf }, names);
        for (const explanation of all) {
          const own = numberOf(explanation.service);
          const text = writeExplanation(explanation, { folder: '/' });
          for (const line of text.match(/ {2}Network link to .*/g) ?? []) {
            const other = numberOf(/to (s\d+)/.exec(line)?.[1] ?? '');
            const common = choicesOf(one, own).filter(t => choicesOf(one, other).includes(t));
            if (common.length === 0) {
              expect(line).toMatch(/no plan can avoid it/);
              continue;
            }
            const [, who, to = ''] = /if (.*) moved to (t\d+)/.exec(line) ?? [];
            const movers = who === 'the two' ? [own, other] : who === 'this service alone' ? [own] : [other];
            const after = plan.map((place, v) => (movers.includes(v) ? numberOf(to) : place));
            expect(after[own]).toBe(after[other]);
            expect(claimOf(line)).toBe(weigh(one, after) - weigh(one, plan));
            expect(line.includes('a tie')).toBe(claimOf(line) === 0);
            const best = common.map(
              t =>
                weigh(
                  one,
                  plan.map((place, v) => (v === own || v === other ? t : place)),
                ) - weigh(one, plan),
            );
            // A service that need not move another one is told so; else it is the cheapest way.
            if (movers.length > 1 || movers[0] !== own) expect(claimOf(line)).toBe(Math.min(...best));
          }
          for (const [, to = '', cost = ''] of text.matchAll(
            /On (t\d+) instead: (costs \d+ more|would save \d+|costs the same)/g,
          )) {
            const after = plan.map((place, v) => (v === own ? numberOf(to) : place));
            const amount = Number(/\d+/.exec(cost)?.[0] ?? 0) * (cost.startsWith('would save') ? -1 : 1);
            expect(amount).toBe(weigh(one, after) - weigh(one, plan));
          }
        }
      }),
      property(132),
    );
  });
});

it('a plan that cuts as much is called a tie', () => {
  const one: System = {
    services: 3,
    targets: 3,
    links: [
      [0, 1],
      [2, 1],
    ],
    candidates: [[0, 1], [1, 2], [2]],
    pins: new Map(),
    needs: [],
    capacities: [],
    costs: [],
  };
  const outcome = planMultiwayCut(requestOf(one), options, new Findings());
  expect(outcome.kind === 'planned' && writeRemainingLinks(explainRemainingLinks(outcome))).toMatch(
    /: a tie: with both on t1 as much would cross the network\n$/,
  );
});
