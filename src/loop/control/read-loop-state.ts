import { InputError } from '../../base/diagnostic.ts';
import { stepKinds } from '../../plan/index.ts';
import type { LoopPlace, Placed } from './deployed.ts';
import {
  type Applying,
  type Basis,
  certainties,
  type LoopState,
  type PendingPlan,
  stateVersion,
} from './loop-state.ts';
import type { Machine } from './machine.ts';
import {
  type PlainReader,
  readCount,
  readDescription,
  readFlag,
  readList,
  readNumber,
  readOrNull,
  readRecord,
  readText,
  readWord,
} from './plain-reader.ts';
import type { PlanFacts, PlannedStep } from './plan-facts.ts';

/** More faults would be of no use to anybody. */
const mostFaults = 20;

/** The state as JSON text: a byte string, like the texts in it. */
export function writeLoopState(state: LoopState): string {
  return `${JSON.stringify(state, undefined, 1)}\n`;
}

/**
 * Reads a state that `writeLoopState` wrote. Anything else is refused: a loop that takes half of what it remembers for
 * all of it would lose data that waits for a machine. O(length).
 * @param text a byte string
 * @throws InputError with all that is wrong
 */
export function readLoopState(file: string, text: string): LoopState {
  const faults: string[] = [];
  const value = parse(file, text);
  const version = readRecordVersion(value);
  if (version !== stateVersion) {
    throw refuse(file, [
      `version is ${JSON.stringify(version) ?? 'missing'}, but this program knows version ${stateVersion}`,
    ]);
  }
  const state = readState(value, '', faults);
  if (faults.length > 0) throw refuse(file, faults.slice(0, mostFaults));
  return state;
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refuse(file, [`it is no JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

function refuse(file: string, faults: readonly string[]): InputError {
  const hint = 'put the file aside to begin anew: what is deployed is then read again';
  return new InputError(
    faults.map(message => ({
      severity: 'error',
      code: 'loop-state',
      message: `the state of the loop: ${message}`,
      file,
      hint,
    })),
  );
}

function readRecordVersion(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
}

const readMachine = readRecord<Machine>({
  name: readText,
  description: readDescription,
  isMerged: readFlag,
  isThere: readFlag,
  misses: readCount,
  missingSince: readOrNull(readNumber),
  answers: readCount,
  lastAnswer: readNumber,
});

const readPlace = readRecord<LoopPlace>({ target: readText, container: readOrNull(readText) });

const readPlaced = readList(readRecord<Placed>({ service: readText, places: readList(readPlace) }));

const readBasis = readRecord<Basis>({ wanted: readText, whole: readText, isCautious: readFlag });

const readStep = readRecord<PlannedStep>({
  service: readText,
  kind: readWord(stepKinds),
  stateful: readFlag,
  leaves: readList(readPlace),
  comes: readList(readPlace),
  stays: readList(readPlace),
});

const readFlagIfThere: PlainReader<boolean> = (value, path, faults) =>
  value === undefined ? false : readFlag(value, path, faults);

const readFacts = readRecord<PlanFacts>({
  digest: readText,
  services: readList(readText),
  wanted: readPlaced,
  steps: readList(readStep),
  hasOtherFiles: readFlagIfThere,
  findings: readList(readRecord({ severity: readWord(['error', 'warning']), code: readText, message: readText })),
  waiting: readList(readRecord({ service: readText, targets: readList(readText) })),
  leftOut: readList(readRecord({ service: readText, wanted: readCount, planned: readCount })),
});

const readApplying = readRecord<Applying>({
  basis: readBasis,
  plan: readText,
  isPartial: readFlag,
  since: readNumber,
  wanted: readPlaced,
  leaves: readPlaced,
});

const readVersion: PlainReader<typeof stateVersion> = () => stateVersion;

const readState = readRecord<LoopState>({
  version: readVersion,
  machines: readList(readMachine),
  isBlind: readFlag,
  deployed: readOrNull(readPlaced),
  certainty: readWord(certainties),
  mustRead: readFlag,
  waiting: readList(
    readRecord({ service: readText, target: readText, container: readOrNull(readText), since: readNumber }),
  ),
  settled: readOrNull(readText),
  settledMachines: readList(readText),
  planning: readOrNull(readBasis),
  pending: readOrNull(readRecord<PendingPlan>({ basis: readBasis, facts: readFacts, heldBy: readText })),
  applying: readOrNull(readApplying),
  unverified: readOrNull(readApplying),
  failures: readRecord({
    wanted: readOrNull(readText),
    ofWanted: readCount,
    inRow: readCount,
    notBefore: readNumber,
  }),
  lastApply: readOrNull(readNumber),
  random: readCount,
});
