import { answersGate } from './answers-gate.ts';
import { approvalGate } from './approval-gate.ts';
import { checkGate } from './check-gate.ts';
import { dataGate } from './data-gate.ts';
import { emptyGate } from './empty-gate.ts';
import { freezeGate } from './freeze-gate.ts';
import { type Gate, type GateInput, type GateName, type GateOptions, gateNames, type Held } from './gate.ts';
import { machinesGate } from './machines-gate.ts';
import { movesGate } from './moves-gate.ts';
import { pauseGate } from './pause-gate.ts';
import { servicesGate } from './services-gate.ts';
import { windowGate } from './window-gate.ts';

const gates: Readonly<Record<GateName, Gate>> = {
  check: checkGate,
  empty: emptyGate,
  services: servicesGate,
  moves: movesGate,
  machines: machinesGate,
  answers: answersGate,
  data: dataGate,
  freeze: freezeGate,
  window: windowGate,
  pause: pauseGate,
  approval: approvalGate,
};

/** What gates allow where nobody says otherwise. */
export const defaultGates: GateOptions = {
  check: true,
  empty: true,
  services: { count: 0, percent: null },
  moves: { count: null, percent: 30 },
  machines: { count: null, percent: 25 },
  moveStateful: false,
  windows: [],
  pause: 0,
  approval: 'none',
};

/** A gate, and why it holds the plan; nothing where it lets it pass. */
export interface Verdict {
  readonly gate: GateName;
  readonly held: Held | undefined;
}

/** What each gate says of a plan, in their order. O(steps + machines). */
export function judgeGates(input: GateInput, options: GateOptions): readonly Verdict[] {
  return gateNames.map(gate => ({ gate, held: gates[gate](input, options) }));
}
