import { joinNames, nameSome } from '../base/name-some.ts';
import { shortenPath } from '../base/shorten-path.ts';

/** How a program ended, in a sentence without a subject. */
export function describeEnd(
  end:
    | { readonly kind: 'exit'; readonly code: number }
    | { readonly kind: 'killed'; readonly signal: string }
    | { readonly kind: 'timeout' | 'too-much-output' }
    | { readonly kind: 'failed-to-start'; readonly message: string },
): string {
  switch (end.kind) {
    case 'exit':
      return `ended with exit code ${end.code}`;
    case 'killed':
      return `was ended by ${end.signal}`;
    case 'timeout':
      return 'took too long and was ended';
    case 'too-much-output':
      return 'printed too much and was ended';
    case 'failed-to-start':
      return `could not be started: ${end.message}`;
  }
}

/** What has changed since a plan was made, in a sentence without a full stop. */
export function describeStale(
  models: readonly string[],
  files: readonly string[],
  isDeployedOther: boolean,
  folder: string,
): string {
  const parts = [
    ...models.map(name => modelWords.get(name) ?? name),
    ...(files.length === 0
      ? []
      : [
          nameSome(
            files.map(file => shortenPath(file, folder)),
            5,
          ),
        ]),
    ...(isDeployedOther ? ['what is deployed'] : []),
  ];
  return `the plan is stale: since it was made, ${joinNames(parts)} changed`;
}

const modelWords: ReadonlyMap<string, string> = new Map([
  ['services', 'the services'],
  ['infrastructure', 'the machines'],
  ['distribution', 'the candidates'],
  ['policy', 'the policy'],
  ['qos', 'the QoS model'],
  ['idResources', 'the pools of ids'],
  ['ids', 'the ids'],
]);
