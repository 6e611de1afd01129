/**
 * The ids of graph nodes: a kind, a colon, and the name. Nothing else makes an id.
 *
 * The prefix keeps ordinary names such as `constructor`, `__proto__` or `10` from meaning something else to graphlib
 * and to Graphviz. What could still confuse them is written as `=` and two hexadecimal digits: control characters
 * (graphlib joins ids with U+0001), bytes that are not UTF-8, `%` (Graphviz takes it at the start for "no name"), `&`
 * (for an entity of HTML), `"` and `\\` (for escapes), and `=` itself. Different names therefore always have different
 * ids, and an id is always readable UTF-8 on one line.
 */
export type NodeId = string;

/** A service; with a number from 1 on, one of its replicas. */
export function serviceId(service: string, replica?: number): NodeId {
  const id = `service:${encodeName(service)}`;
  return replica === undefined ? id : numberId(id, replica);
}

/** A target, as a node or as the box of its children. */
export function targetId(target: string): NodeId {
  return `target:${encodeName(target)}`;
}

/** A pool of ids. */
export function poolId(pool: string): NodeId {
  return `pool:${encodeName(pool)}`;
}

/** Whether an id is that of a pool of ids. */
export function isOfPool(id: NodeId): boolean {
  return id.startsWith('pool:');
}

/** A group of services, by its path. */
export function groupId(group: string): NodeId {
  return `group:${encodeName(group)}`;
}

/** A container of a target. */
export function containerId(target: string, container: string): NodeId {
  return `container:${encodePart(target)}/${encodeName(container)}`;
}

/** One placement of a service: a service can stand on several targets. */
export function placementId(target: string, service: string): NodeId {
  return `placement:${encodePart(target)}/${encodeName(service)}`;
}

/** Services of a group (a name, or nothing) in one box (its id, or nothing) and one paint, drawn as one. */
export function foldId(group: string, box: NodeId, paint: number | undefined): NodeId {
  return `fold:${encodePart(group)}/${paint ?? ''}/${box}`;
}

/** A service in the application-host graph; with a number from 1 on, one of its replicas. */
export function appId(service: string, replica?: number): NodeId {
  const id = `app:${encodeName(service)}`;
  // A service that is called like a replica of another one stays apart from it.
  return replica === undefined ? id.replaceAll('#', '=23') : numberId(id, replica);
}

function numberId(id: string, replica: number): NodeId {
  return `${id.replaceAll('#', '=23')}#${replica}`;
}

/** A target in the application-host graph. */
export function hostId(target: string): NodeId {
  return `host:${encodeName(target)}`;
}

/**
 * The name that a node has in a DOT file: the id, but for a service its plain name where that cannot be mistaken for an
 * id of another kind. Different ids have different names.
 */
export function nodeName(id: NodeId): string {
  const name = id.startsWith('service:') ? id.slice('service:'.length) : id;
  return name === '' || name.includes(':') ? id : name;
}

// Outside printable ASCII, or with a meaning of its own.
const special = /[^ -~]|[=%&"\\]/g;

/** The name with everything that could confuse a reader of ids written in hexadecimal. O(length). */
function encodeName(name: string): string {
  return /[\x80-\xff]/.test(name) ? encodeInvalidBytes(name) : name.replace(special, hex);
}

/** Like `encodeName`, and without `/`, so that another name can follow behind one. */
function encodePart(name: string): string {
  return encodeName(name).replaceAll('/', '=2F');
}

// A well-formed UTF-8 sequence (RFC 3629, section 4) but for control characters and what XML forbids; else a single
// byte.
const sequence = new RegExp(
  [
    '\\xc2[\\xa0-\\xbf]',
    '[\\xc3-\\xdf][\\x80-\\xbf]',
    '\\xe0[\\xa0-\\xbf][\\x80-\\xbf]',
    '[\\xe1-\\xec\\xee][\\x80-\\xbf]{2}',
    '\\xed[\\x80-\\x9f][\\x80-\\xbf]',
    '\\xef[\\x80-\\xbe][\\x80-\\xbf]',
    '\\xef\\xbf[\\x80-\\xbd]',
    '\\xf0[\\x90-\\xbf][\\x80-\\xbf]{2}',
    '[\\xf1-\\xf3][\\x80-\\xbf]{3}',
    '\\xf4[\\x80-\\x8f][\\x80-\\xbf]{2}',
    '.',
  ].join('|'),
  'gs',
);

function encodeInvalidBytes(name: string): string {
  return name.replace(sequence, match =>
    match.length > 1 ? match : match > '\x7f' ? hex(match) : match.replace(special, hex),
  );
}

function hex(byte: string): string {
  return `=${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
