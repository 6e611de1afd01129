import type { DataNode } from '../document/data-node.ts';
import { FieldReader } from '../document/field-reader.ts';

const hereOnly = 'a folder of the machine: it must be wherever the service goes';
const keepsNothing = 'it has no name and goes with its container';

/**
 * The named volumes of a service, in the short form `[source:]target[:mode]` and in the long one. One without a name
 * goes with its container, so it keeps nothing.
 */
export function readVolumes(service: FieldReader): ReadonlySet<string> {
  const byTarget = new Map<string, string | undefined>();
  service.list('volumes').forEach((item, i) => {
    const mount = readMount(`volume ${i + 1} of ${service.what}`, item, service);
    if (mount !== undefined) byTarget.set(mount.target, mount.volume);
  });
  return new Set([...byTarget.values()].filter(volume => volume !== undefined));
}

interface Mount {
  readonly target: string;
  /** Undefined for a volume without a name. */
  readonly volume: string | undefined;
}

function readMount(what: string, item: DataNode, service: FieldReader): Mount | undefined {
  if (item.kind === 'map') return readLongMount(new FieldReader(what, item, service.rules));
  const text = service.asText(what, item);
  if (text === undefined) return undefined;
  const [source = '', target] = splitShort(text.text);
  if (target === undefined) {
    service.log.drop(`the volume ${source}`, service.what, text.position, keepsNothing);
    return { target: source, volume: undefined };
  }
  if (/^(?:[./~\\]|[A-Za-z]:\\)/.test(source)) {
    service.log.drop(`the volume ${text.text}`, service.what, text.position, hereOnly);
    return undefined;
  }
  return { target, volume: source };
}

/** A drive of Windows has a colon of its own. */
function splitShort(text: string): readonly string[] {
  const [, drive = '', rest = text] = /^([A-Za-z]:(?=\\))?(.*)$/s.exec(text) ?? [];
  const [first = '', ...others] = rest.split(':');
  return [drive + first, ...others];
}

function readLongMount(mount: FieldReader): Mount | undefined {
  const type = mount.text('type') ?? 'volume';
  const source = mount.text('source');
  const target = mount.text('target') ?? '';
  mount.dropRest(['read_only', 'volume', 'bind', 'tmpfs', 'image', 'consistency']);
  if (type === 'volume' && source === undefined) {
    mount.log.drop(`the volume ${target}`, mount.what, mount.position, keepsNothing);
  } else if (type !== 'volume' && type !== 'bind') {
    mount.log.drop(`the ${type} ${target}`, mount.what, mount.position, 'it keeps nothing that would have to move');
  }
  if (type === 'bind') mount.log.drop(`the volume ${source ?? ''}`, mount.what, mount.position, hereOnly);
  return type === 'volume' ? { target, volume: source } : undefined;
}

/**
 * Whether the volumes that a file declares are on one machine: true for those of the local driver, which is the usual
 * one, unless its options name a file system of the network.
 */
export function readLocalVolumes(file: FieldReader): ReadonlyMap<string, boolean> {
  const local = new Map<string, boolean>();
  const all = file.map('volumes', 'the volumes');
  for (const name of all?.keys ?? []) {
    const volume = all?.map(name, `volume ${name}`);
    const driver = volume?.text('driver') ?? 'local';
    const type = volume?.map('driver_opts')?.text('type') ?? '';
    local.set(name, driver === 'local' && !/^(?:nfs4?|cifs|smb|ceph|glusterfs)$/.test(type));
  }
  return local;
}
