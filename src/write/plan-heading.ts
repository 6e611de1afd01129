import { nameSome } from '../base/name-some.ts';
import { shortenPath } from '../base/shorten-path.ts';

/**
 * Nothing is known to be deployed; the last plan that was applied; a plan that somebody gave; the manifest of a profile
 * of Disnix; what a program printed.
 */
export type DeployedSource =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'applied'; readonly made: string }
  | { readonly kind: 'given' | 'manifest'; readonly file: string }
  | { readonly kind: 'printed'; readonly program: string };

/** Which files decide where services go, as they were named. */
export interface PlanningFiles {
  readonly qos: string | undefined;
  readonly policy: string | undefined;
  /** What lists the candidates; every target without it. */
  readonly distribution: string | undefined;
  /** Whether a service goes to all that it lists. */
  readonly keepsReplicas: boolean;
}

/**
 * How it is known what is deployed, and who chooses among which candidates: a line each, without full stops. Paths
 * in `folder` are shown relative to it.
 */
export function describePlanning(source: DeployedSource, files: PlanningFiles, folder: string): readonly string[] {
  return [describeDeployed(source, folder), describeChoice(files)];
}

function describeDeployed(source: DeployedSource, folder: string): string {
  switch (source.kind) {
    case 'nothing':
      return 'deployed: nothing that is known of';
    case 'applied':
      return `deployed: the plan of ${source.made}`;
    case 'given':
      return `deployed: as ${shortenPath(source.file, folder)} says`;
    case 'manifest':
      return `deployed: what the profile ${shortenPath(source.file, folder)} of Disnix says`;
    case 'printed':
      return `deployed: what ${source.program} prints`;
  }
}

function describeChoice({ qos, policy, distribution, keepsReplicas }: PlanningFiles): string {
  if (qos !== undefined) return `planned by ${qos}`;
  const listed = keepsReplicas ? ', all that it lists' : ', one of those that it lists';
  const from = distribution === undefined ? 'every target' : `${distribution}${listed}`;
  return `planned under ${policy ?? 'no policy'}; candidates: ${from}`;
}

/** That packages may be others, since these files (absolute paths) are: a line without a full stop, or none. */
export function describeChangedFiles(files: readonly string[], folder: string): readonly string[] {
  if (files.length === 0) return [];
  const names = files.map(file => shortenPath(file, folder));
  return [`packages may be others: since they were deployed, ${nameSome(names, 5)} changed`];
}
