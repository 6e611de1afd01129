import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Findings } from '../../../src/base/findings.ts';
import type { Pool as PoolOfModel } from '../../../src/model/id-resources.ts';
import { readPlainIds } from '../../../src/model/read-plain-ids.ts';
import { checkIds } from '../../../src/plan/check/check-ids.ts';
import { checkIdsMemory } from '../../../src/plan/check/check-ids-memory.ts';
import type { Pool } from '../../../src/solve/id-assignment/pool.ts';
import { writeIds } from '../../../src/write/ids.ts';
import { infrastructureModel, servicesModel } from '../../graph/models.ts';
import { rounds } from '../../rounds.ts';
import { changes, makeWorld, pools } from '../../solve/id-assignment/histories.ts';
import { Operator } from '../../solve/id-assignment/model.ts';

test('a file that a run wrote has no finding, whatever happened before', () => {
  const seen = { files: 0, resting: 0, former: 0, inUse: 0 };
  fc.assert(
    fc.property(pools(), fc.commands(changes(), { maxCommands: 40, size: 'max' }), (its, history) => {
      // Numbers that nothing can have stay in the memory where the kind of a pool changes.
      const operator = new CheckedOperator();
      fc.modelRun(() => ({ model: makeWorld(its), real: operator }), history);
      for (const key of Object.keys(seen) as (keyof typeof seen)[]) seen[key] += operator.counts[key];
    }),
    { seed: 20_261_130, numRuns: rounds({ fast: 5, short: 25, long: 200 }) },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(5);
});

/** Checks each file that is written. */
class CheckedOperator extends Operator {
  readonly counts = { files: 0, resting: 0, former: 0, inUse: 0 };

  override run(world: Parameters<Operator['run']>[0]): void {
    super.run(world);
    if (this.written === undefined) return;
    const { requests } = this.written;
    const ids = readPlainIds(writeIds(this.written.ids));
    expect(ids).toBeDefined();
    this.counts.files++;
    this.counts.resting += ids?.released.size ?? 0;
    this.counts.former += ids?.former?.size ?? 0;
    this.counts.inUse += ids?.inUse?.size ?? 0;
    const findings = new Findings();
    const input = {
      services: servicesModel(requests.map(({ service }) => [service, {}])),
      infrastructure: infrastructureModel([]),
      distribution: undefined,
      resources: { pools: new Map([...this.written.pools].map(([name, pool]) => [name, ofModel(pool)])) },
      ids,
      serviceProperty: '',
      idsFile: 'ids.nix',
    };
    checkIds(input, requests, findings);
    checkIdsMemory(input, requests, findings);
    const told = findings.all.filter(({ message }) => !/(the last one given|the former id) .*can have$/.test(message));
    expect(told).toEqual([]);
  }
}

function ofModel(pool: Pool): PoolOfModel {
  return {
    ...pool,
    kind: pool.forbidden?.length === 0 ? 'number' : 'uid',
    protocols: 3,
    usedBySystem: [],
    position: undefined,
  };
}
