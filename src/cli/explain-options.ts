import { explainedPlanners } from '../plan/index.ts';
import { idQuestionOptions } from './id-question-options.ts';
import { evaluationOptions, jsonOption, modelOptions, outputFileOption } from './model-options.ts';
import { type OptionTable, required } from './option-table.ts';
import { qosOptions } from './qos-options.ts';
import { resourceOptions } from './resource-options.ts';

const aboutPlans = (name: string) => [
  { option: 'impossible', message: `--${name} is about a plan and cannot be combined with --impossible` },
];

/** The options of `dydisnix explain`. */
export const explainOptions = {
  services: required(modelOptions.services),
  infrastructure: {
    ...modelOptions.infrastructure,
    required: { unless: ['id'], hint: modelOptions.infrastructure.summary },
  },
  distribution: {
    ...modelOptions.distribution,
    // A distribution in the folder is the candidates, as a rule, and no plan.
    lookedForAs: undefined,
    summary: 'the plan to explain: Nix, JSON or XML; with --impossible the candidates',
    required: {
      unless: ['impossible', 'qos', 'id'],
      hint: 'the plan to explain: Nix, JSON or XML; without one -q/--qos FILE tells about candidates',
    },
  },
  impossible: {
    kind: 'text',
    value: 'PLANNER',
    choices: [...explainedPlanners, 'place'],
    summary: 'tell which services and targets leave this planner without a plan',
  },
  'time-limit': {
    kind: 'number',
    value: 'SECONDS',
    least: 0,
    default: 10,
    needsOneOf: { options: ['impossible', 'policy'], message: '--time-limit is for --impossible and --policy' },
    summary: 'how long --impossible may search, and plans may be looked for that --policy asks about',
  },
  policy: {
    kind: 'file',
    lookedForAs: 'placement',
    summary: 'the placement policy that the plan is to keep (docs/policy.md)',
  },
  shadow: {
    kind: 'switch',
    needs: [{ option: 'policy', message: '--shadow is about the rules of a --policy' }],
    excludes: aboutPlans('shadow'),
    summary: 'tell what each rule and capacity of the policy costs: plan without it, and compare',
  },
  candidates: {
    kind: 'file',
    excludes: aboutPlans('candidates'),
    summary: 'the distribution that lists the candidates of each service; with -q the first ones',
  },
  ...qosOptions,
  previous: {
    kind: 'file',
    summary: 'the plan before, in any form: --policy counts moves from it, and the QoS model is called with it',
  },
  service: {
    kind: 'text',
    value: 'NAME',
    repeatable: true,
    completes: 'service',
    excludes: aboutPlans('service'),
    summary: 'explain this service only',
  },
  target: {
    kind: 'text',
    value: 'NAME',
    completes: 'target',
    excludes: aboutPlans('target'),
    summary: 'tell only why the service is not on this target',
  },
  'service-property': { ...resourceOptions['service-property'], summary: 'a property that says what a service needs' },
  'target-property': {
    ...resourceOptions['target-property'],
    summary: 'the property that says what a target has of it',
  },
  ...idQuestionOptions,
  ...jsonOption,
  ...outputFileOption,
  ...evaluationOptions,
} as const satisfies OptionTable;
