import type { Position } from '../../base/source.ts';
import type { DataNode } from '../document/data-node.ts';
import { FieldReader } from '../document/field-reader.ts';
import type { ImportedPort } from '../imported-models.ts';

/** Ranges of more ports stay ranges: each port would be an entry of its own. */
const rangeLimit = 256;

interface Range {
  readonly first: number;
  readonly last: number;
}

/**
 * The ports of a service: numbers, texts `[[ip:]host:]container[/protocol]` with ranges, and mappings of the long form.
 * A port of the machine that is one of a range is that range, as a text.
 */
export function readPorts(service: FieldReader): readonly ImportedPort[] {
  const ports = new Map<string, ImportedPort>();
  service.list('ports').forEach((item, i) => {
    const what = `port ${i + 1} of ${service.what}`;
    for (const port of readPort(what, item, service)) ports.set(JSON.stringify(port), port);
  });
  return [...ports.values()];
}

function readPort(what: string, item: DataNode, service: FieldReader): readonly ImportedPort[] {
  if (item.kind === 'map') return readLongPort(new FieldReader(what, item, service.rules));
  const text = service.asText(what, item);
  return text === undefined ? [] : readShortPort(what, text.text, text.position, service);
}

const short = /^(?:(?:(\[[0-9A-Fa-f:.]+\]|[0-9.]+|[A-Za-z][\w.-]*):)?([\d-]*):)?([\d-]+)(?:\/([A-Za-z]+))?$/;

function readShortPort(what: string, text: string, position: Position, service: FieldReader): readonly ImportedPort[] {
  const [whole, address, host = '', container = '', protocol = 'tcp'] = short.exec(text) ?? [];
  const inside = readRange(container);
  const outside = host === '' ? undefined : readRange(host);
  if (whole === undefined || inside === undefined || (host !== '' && outside === undefined)) {
    const hint = 'write "8080:80", "127.0.0.1:8080:80", "53:53/udp" or "8000-8010:8000-8010"';
    service.fail(`${what} is "${text}", which is no port`, position, hint);
    return [];
  }
  return pairPorts(what, { inside, outside, address, protocol: protocol.toLowerCase() }, position, service);
}

function readLongPort(port: FieldReader): readonly ImportedPort[] {
  const target = port.text('target');
  const published = port.text('published') ?? '';
  const protocol = (port.text('protocol') ?? 'tcp').toLowerCase();
  const name = port.text('name');
  const address = port.text('host_ip');
  port.drop('mode', 'each replica has the port on its own machine');
  port.dropRest(['app_protocol']);
  const inside = target === undefined ? undefined : readRange(target);
  const outside = published === '' ? undefined : readRange(published);
  if (inside === undefined || (published !== '' && outside === undefined)) {
    const at = inside === undefined ? 'target' : 'published';
    const said = inside === undefined ? target : published;
    const shown = said === undefined ? `${port.what} has no target` : `${at} of ${port.what} is "${said}"`;
    port.fail(`${shown}, but must have a port from 1 to 65535`, port.placeOf(at));
    return [];
  }
  return pairPorts(port.what, { inside, outside, address, protocol, name }, port.position, port);
}

interface Pair {
  readonly inside: Range;
  readonly outside: Range | undefined;
  readonly address: string | undefined;
  readonly protocol: string;
  readonly name?: string | undefined;
}

function pairPorts(what: string, pair: Pair, position: Position, reader: FieldReader): readonly ImportedPort[] {
  const { inside, outside, protocol, name } = pair;
  const address = pair.address?.replace(/^\[(.*)\]$/, '$1');
  const isBound = address !== undefined && address !== '' && !/^(?:0\.0\.0\.0|::)$/.test(address);
  const rest = { ...(isBound ? { address } : {}), protocol };
  const count = inside.last - inside.first + 1;
  const others = outside === undefined ? count : outside.last - outside.first + 1;
  if (outside !== undefined && others !== count && count > 1) {
    reader.fail(`${what} pairs ${others} ports of the machine with ${count} inside`, position);
    return [];
  }
  if (count > rangeLimit) {
    const host = outside === undefined ? undefined : showRange(outside);
    return [{ ...(name === undefined ? {} : { name }), container: showRange(inside), host, ...rest }];
  }
  return Array.from({ length: count }, (_, i) => {
    const host = outside === undefined ? undefined : others === count ? outside.first + i : showRange(outside);
    return { ...(name === undefined ? {} : { name }), container: inside.first + i, host, ...rest };
  });
}

function showRange({ first, last }: Range): string {
  return `${first}-${last}`;
}

function readRange(text: string): Range | undefined {
  const [whole, first = '', last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  const range = { first: Number(first), last: Number(last) };
  const isRange = whole !== undefined && range.first >= 1 && range.last >= range.first && range.last <= 65_535;
  return isRange ? range : undefined;
}
