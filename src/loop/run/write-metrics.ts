import type { LoopCounts } from './loop-log.ts';
import { type LoopStatus, wordFor } from './write-status.ts';

/** A figure in the words of Prometheus. */
interface Metric {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
  /** Labels as they are written, and the value. */
  readonly samples: readonly (readonly [labels: string, value: number])[];
}

const words = ['there', 'missing', 'gone', 'coming'] as const;

/**
 * Figures for the textfile collector of Prometheus. Counters begin at 0 when the loop begins, as Prometheus expects.
 */
export function writeMetrics(status: LoopStatus, counts: LoopCounts): string {
  const { state, verdicts, now, profile } = status;
  const count = (what: string): number => counts.get(what) ?? 0;
  const machines = state.machines.map(wordFor);
  const metrics: readonly Metric[] = [
    gauge('last_round_seconds', 'when the last round ended, in seconds since 1970', now / 1000),
    counter('rounds', 'rounds', [['', count('round')]]),
    counter('failed_rounds', 'rounds that failed as such', [['', count('failed round')]]),
    counter('plans', 'plans that were made', [['', count('plan')]]),
    counter(
      'applies',
      'applies, by how they ended',
      ['done', 'failed', 'inconsistent', 'unknown'].map(outcome => [`outcome="${outcome}"`, count(`apply ${outcome}`)]),
    ),
    {
      ...gauge('machines', 'machines, by what they are for the loop', 0),
      samples: words.map(word => [`state="${word}"`, machines.filter(one => one === word).length]),
    },
    gauge('waiting_services', 'services with data that wait for their machines', state.waiting.length),
    gauge('pending_steps', 'steps of the plan that waits for its gates', state.pending?.facts.steps.length ?? 0),
    {
      ...gauge('gate_held', '1 for each gate that holds the plan', 0),
      samples: verdicts.map(({ gate, held }) => [`gate="${gate}"`, held === undefined ? 0 : 1]),
    },
    gauge('failures_in_row', 'failures since the last success', state.failures.inRow),
  ];
  return metrics.map(metric => writeMetric(metric, profile)).join('');
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, type: 'gauge', help, samples: [['', value]] };
}

function counter(name: string, help: string, samples: Metric['samples']): Metric {
  return { name: `${name}_total`, type: 'counter', help, samples };
}

function writeMetric({ name, type, help, samples }: Metric, profile: string): string {
  const full = `dydisnix_loop_${name}`;
  const lines = samples.map(([labels, value]) => {
    const all = [`profile="${profile.replace(/[\\"]/g, '\\$&')}"`, ...(labels === '' ? [] : [labels])];
    return `${full}{${all.join(',')}} ${value}\n`;
  });
  return `# HELP ${full} ${help}\n# TYPE ${full} ${type}\n${lines.join('')}`;
}
