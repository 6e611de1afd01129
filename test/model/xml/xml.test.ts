import fc from 'fast-check';
import * as saxes from 'saxes';
import { describe, expect, test } from 'vitest';
import { toBytes } from '../../../src/base/bytes.ts';
import { InputError } from '../../../src/base/diagnostic.ts';
import { Findings } from '../../../src/base/findings.ts';
import { decodeDistribution } from '../../../src/model/decode-distribution.ts';
import { decodeIdResources } from '../../../src/model/decode-id-resources.ts';
import { decodeIds } from '../../../src/model/decode-ids.ts';
import { decodeInfrastructure } from '../../../src/model/decode-infrastructure.ts';
import { decodeServices } from '../../../src/model/decode-services.ts';
import { parseXml } from '../../../src/model/xml/parse-xml.ts';
import { type ModelKind, readModel } from '../../../src/model/xml/read-model.ts';
import { createNodeHost } from '../../../src/ports/nix/create-node-host.ts';
import {
  writeDistributionXml,
  writeIdResourcesXml,
  writeIdsXml,
  writeInfrastructureXml,
  writeServicesXml,
} from '../../../src/write/model-xml.ts';
import { rounds } from '../../rounds.ts';

const seed = 20261124;

function read(kind: ModelKind, text: string) {
  return readModel(parseXml('model.xml', text, saxes), kind);
}

function decoded<T>(decode: (findings: Findings) => T): T {
  const findings = new Findings();
  const model = decode(findings);
  expect(findings.all).toEqual([]);
  return model;
}

/** Names and texts that XML can hold: everything but control characters and halves of surrogate pairs. */
const text = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('&', '<', '>', '"', "'", ']]>', '\n', '\t', ' ', '${', '\\', 'é', '😀', '__proto__'),
      fc.constantFrom(...'abc019-'),
    ),
    maxLength: 8,
  })
  .map(toBytes);
const names = fc.uniqueArray(
  text.filter(name => name !== ''),
  { maxLength: 6 },
);
const leaf = fc.oneof(
  text.map(value => JSON.stringify(value).replace(/\$\{/g, '\\${').replace(/\\u00/g, '\\u00')),
  fc.integer().map(value => `(${value})`),
  fc.constantFrom('true', 'false', '1.5', '0.1', '[ ]', '{ }', '[ 1 "x" [ true ] ]', '{ a = { b = "c"; }; }', 'null'),
);

function quote(name: string): string {
  return `"${name.replace(/[\\"]/g, '\\$&').replace(/\$\{/g, '\\${')}"`;
}

describe('model → XML → model is the identity', () => {
  test('services', () => {
    fc.assert(
      fc.property(names, fc.array(leaf, { minLength: 6, maxLength: 6 }), (keys, values) => {
        const entries = keys.map((key, i) => {
          const on = keys.slice(0, i).map(other => `${quote(other)} = { name = ${quote(other)}; };`);
          return `${quote(key)} = { name = ${quote(key)}; p = ${values[i]}; type = "t"; dependsOn = { ${on.join(' ')} }; pkg = throw "built"; };`;
        });
        const value = createNodeHost().evaluateText('s.nix', `{ ${entries.join('\n')} }`, '/');
        const xml = writeServicesXml(decoded(findings => decodeServices(value, 's', findings)));
        const again = writeServicesXml(decoded(findings => decodeServices(read('services', xml), 's', findings)));
        expect(again).toBe(xml);
        expect(xml.match(/<service /g)?.length ?? 0).toBe(keys.length);
      }),
      { seed, numRuns: rounds({ short: 500, long: 5000 }) },
    );
  });

  test('infrastructure and distribution', () => {
    fc.assert(
      fc.property(names, names, fc.boolean(), (targets, keys, explicit) => {
        const host = createNodeHost();
        const model = `{ ${targets.map(name => `${quote(name)} = { properties.hostname = ${quote(name)}; containers = { c.port = 1; }; numOfCores = 2; };`).join('\n')} }`;
        const infrastructure = decoded(f => decodeInfrastructure(host.evaluateText('i.nix', model, '/'), 'i', f));
        const services = decoded(f =>
          decodeServices(
            host.evaluateText('s.nix', `{ ${keys.map(key => `${quote(key)} = {};`).join('')} }`, '/'),
            's',
            f,
          ),
        );
        const xml = writeInfrastructureXml(infrastructure);
        const infrastructureAgain = decoded(f => decodeInfrastructure(read('infrastructure', xml), 'i', f));
        expect(writeInfrastructureXml(infrastructureAgain)).toBe(xml);
        const list = explicit
          ? `{ targets = [ ${targets.map(name => `{ target = ${quote(name)}; container = "c"; }`).join(' ')} ]; }`
          : `[ ${targets.map(quote).join(' ')} ]`;
        const mapping = host.evaluateText('d.nix', `{ ${keys.map(key => `${quote(key)} = ${list};`).join('')} }`, '/');
        const distribution = decoded(f => decodeDistribution(mapping, 'd', { services, infrastructure }, f));
        const distributionXml = writeDistributionXml(distribution);
        const again = decoded(f =>
          decodeDistribution(
            read('distribution', distributionXml),
            'd',
            { services, infrastructure: infrastructureAgain },
            f,
          ),
        );
        expect(
          [...again.mappings].map(([key, all]) => [key, all.map(({ target, container }) => [target, container])]),
        ).toEqual(
          [...distribution.mappings].map(([key, all]) => [
            key,
            all.map(({ target, container }) => [target, container]),
          ]),
        );
      }),
      { seed, numRuns: rounds({ short: 300, long: 3000 }) },
    );
  });

  test('everything that a pool says', () => {
    const word = fc.constantFrom('port', 'uid', 'gid', 'number');
    const protocol = fc.constantFrom('tcp', 'udp', 'both', 'tcp+sctp');
    const ranges = fc.constantFrom('[ ]', '[ 7 ]', '[ { from = 3; to = 9; } 12 ]');
    const said = fc.record(
      {
        kind: word.map(kind => `"${kind}"`),
        protocol: protocol.map(one => `"${one}"`),
        keepForeign: fc.boolean().map(String),
        usedBySystem: ranges,
        reserved: ranges,
        space: text.map(quote),
        block: fc.constantFrom('2', '3'),
      },
      { requiredKeys: [] },
    );
    const names = fc.constantFrom('ports', 'tcpPorts', 'uids', 'gids', 'numbers', 'udp-port');
    fc.assert(
      fc.property(names, said, (name, keys) => {
        const own = Object.entries(keys).map(([key, value]) => `${key} = ${value};`);
        const shape = 'min = 10; max = 99;';
        const model = `{ "${name}" = { ${shape} ${own.join(' ')} }; other = { sameAs = "${name}"; }; }`;
        const value = createNodeHost().evaluateText('r.nix', model, '/');
        const { pools } = decoded(f => decodeIdResources(value, 'r', f));
        const xml = writeIdResourcesXml({ pools });
        const again = decoded(f => decodeIdResources(read('resources', xml), 'r', f));
        const withoutPlace = (all: typeof pools) => [...all.values()].map(pool => ({ ...pool, position: undefined }));
        expect(withoutPlace(again.pools)).toEqual(withoutPlace(pools));
      }),
      { seed, numRuns: rounds({ short: 300, long: 3000 }) },
    );
  });

  test('ID resources and ids', () => {
    fc.assert(
      fc.property(names, fc.nat(1000), (pools, min) => {
        const host = createNodeHost();
        const model = `{ ${pools.map((name, i) => `${quote(name)} = { min = ${min}; max = ${min + 100}; step = ${i + 1}; scope = "machine"; reserved = [ ${min} { from = ${min + 1}; to = ${min + 2}; } ]; };`).join('')} }`;
        const resources = decoded(f => decodeIdResources(host.evaluateText('r.nix', model, '/'), 'r', f));
        const xml = writeIdResourcesXml(resources);
        expect(writeIdResourcesXml(decoded(f => decodeIdResources(read('resources', xml), 'r', f)))).toBe(xml);
        const inner = `{ ${pools.map(name => `${quote(name)} = ${min};`).join('')} }`;
        const nested = `{ ${pools.map(name => `${quote(name)} = ${inner};`).join('')} }`;
        const lists = `{ ${pools.map(name => `${quote(name)} = [ ${min} 7 ];`).join('')} }`;
        const range = `from = ${min}; to = ${min + 1}; targets = [ ${pools.map(quote).join(' ')} ];`;
        const inUse = `{ ${pools.map(name => `${quote(name)} = [ { ${range} } ];`).join('')} }`;
        const file = `{ ids = ${nested}; lastAssignments = ${inner}; lastAssignmentsPerTarget = ${nested}; released = ${lists}; inUse = ${inUse}; }`;
        const ids = decoded(f => decodeIds(host.evaluateText('ids.nix', file, '/'), 'ids', f));
        expect(decoded(f => decodeIds(read('ids', writeIdsXml(ids)), 'ids', f))).toEqual(ids);
      }),
      { seed, numRuns: rounds({ short: 300, long: 3000 }) },
    );
  });
});

test('what the original tools write is read', () => {
  const written = '<distribution><service name="S"><target><target>t1</target></target></service></distribution>';
  const infrastructure = decoded(f =>
    decodeInfrastructure(createNodeHost().evaluateText('i', '{ t1 = {}; }', '/'), 'i', f),
  );
  const services = decoded(f => decodeServices(createNodeHost().evaluateText('s', '{ S = {}; }', '/'), 's', f));
  const model = decoded(f => decodeDistribution(read('distribution', written), 'd', { services, infrastructure }, f));
  expect([...model.mappings].map(([key, list]) => [key, list.map(({ target }) => target)])).toEqual([['S', ['t1']]]);
});

function refusal(kind: ModelKind, xml: string): string {
  try {
    read(kind, xml);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [first] = error.diagnostics;
    return `${first?.position?.line}:${first?.position?.column} ${first?.message}`;
  }
  return 'accepted';
}

/** A text in UTF-16 with its byte order mark, halves of characters included, as a byte string. */
function utf16(text: string, end: 'le' | 'be'): string {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return (end === 'le' ? bytes : bytes.swap16()).toString('latin1');
}

test.each([
  ['UTF-8', toBytes('<?xml version="1.0" encoding="UTF-8"?><ids><ids><resource name="é" /></ids></ids>')],
  ['ISO-8859-1', '<?xml version="1.0" encoding="ISO-8859-1"?><ids><ids><resource name="\xe9" /></ids></ids>'],
  ['UTF-16', `\xff\xfe${Buffer.from('<ids><ids><resource name="é" /></ids></ids>', 'utf16le').toString('latin1')}`],
])('the declared encoding holds: %s', (_, bytes) => {
  expect(decoded(findings => decodeIds(read('ids', bytes), 'ids.xml', findings)).ids.has(toBytes('é'))).toBe(true);
});

describe('wrong XML is refused with its place', () => {
  test.each<[string, ModelKind, string, RegExp]>([
    ['an element that is not closed', 'services', '<services>\n<service name="a">\n</services>', /^3:/],
    [
      'a wrong root',
      'services',
      '\n <infrastructure />',
      /^2:2 the root element is <infrastructure>, but must be <services>/,
    ],
    [
      'a misplaced element',
      'services',
      '<services>\n <target name="x" /></services>',
      /^2:2 <target> has a misplaced element: <service>/,
    ],
    [
      'no name',
      'infrastructure',
      '<infrastructure><target /></infrastructure>',
      /^1:17 <target> has no attribute "name"/,
    ],
    [
      'an unknown type',
      'services',
      '<services><service name="a"><property name="p" type="strnig">x</property></service></services>',
      /unknown type "strnig"/,
    ],
    [
      'a wrong integer',
      'resources',
      '<resources><resource name="r"><min>1x</min></resource></resources>',
      /"1x" where an integer is expected/,
    ],
    [
      'an integer of more than 64 bits',
      'resources',
      '<resources><resource name="r"><min>9223372036854775808</min></resource></resources>',
      /64 bits/,
    ],
    ['nothing', 'ids', '', /^1:1 document must contain a root element$/],
    ['a model in Nix', 'services', '{ a = { }; }\n', /this is no XML: it does not begin with "<"/],
    ['an encoding that is not known', 'ids', '<?xml version="1.0" encoding="EBCDIC"?>\n<ids />', /^1:31 .*"EBCDIC"/],
    ['bytes that are not UTF-8', 'ids', '<ids>\n\xc3\xa9\xe9 </ids>', /^2:3 a byte that is no UTF-8 text/],
    [
      'more than ASCII where that is declared',
      'ids',
      `<?xml version="1.0" encoding="US-ASCII"?>\n<ids a="\xc3\xa9" />`,
      /^2:9 a byte that is not US-ASCII/,
    ],
    [
      'half a character of UTF-16, from either end',
      'ids',
      utf16('<ids>\n<\ud83d/></ids>', 'le'),
      /^2:2 half of a character/,
    ],
    [
      'its other half alone, from the other end',
      'ids',
      utf16('<ids>\ufffd\n\n\udca9</ids>', 'be'),
      /^3:1 half of a character/,
    ],
    ['UTF-16 that ends within a character', 'ids', `${utf16('<ids/>', 'le')}\n`, /^1:7 half of a character/],
    ['half a character by its number', 'ids', '<ids>\n<ids a="&#xD83D;"/></ids>', /^2:/],
    ['an unknown entity', 'services', '<services>&boom;</services>', /entity/],
    [
      'an entity bomb',
      'services',
      `<!DOCTYPE services [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><services>&b;</services>`,
      /document type|entity/,
    ],
    ['a very deep document', 'services', '<a>'.repeat(5000), /nested more than 1000 deep/],
  ])('%s', (_, kind, xml, message) => {
    expect(refusal(kind, xml)).toMatch(message);
  });
});

test('properties that fail, or that XML cannot hold, are told all at once, with owner and place', () => {
  const told = (write: () => string): readonly string[] => {
    try {
      write();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return error.diagnostics.map(({ message, position }) => `${message} (${position?.line ?? '-'})`);
    }
    return [];
  };
  const host = createNodeHost();
  const services = host.evaluateText(
    's',
    '{\n web = { good = 1;\n bad = abort "soon";\n deep = { x = [ (throw "deep") ]; };\n bell = "\u0007"; pkg = abort "never"; };\n}',
    '/',
  );
  const infrastructure = host.evaluateText(
    'i',
    '{\n t1 = { properties = { secret = abort "no"; };\n containers.c.port = throw "none"; numOfCores = abort "many"; };\n}',
    '/',
  );
  const servicesModel = decoded(findings => decodeServices(services, 's', findings));
  expect(told(() => writeServicesXml(servicesModel))).toEqual([
    expect.stringMatching(/^the property "bad" of service "web" has no XML: .*soon.* \(3\)$/),
    expect.stringMatching(
      /^the property "bell" of service "web" has no XML: XML cannot hold the text "\\u0007" \(-\)$/,
    ),
    expect.stringMatching(/^the property "deep" of service "web" has no XML: deep \(4\)$/),
  ]);
  const infrastructureModel = decoded(findings => decodeInfrastructure(infrastructure, 'i', findings));
  expect(told(() => writeInfrastructureXml(infrastructureModel))).toEqual([
    expect.stringMatching(/^the property "secret" of target "t1" has no XML: .*no.* \(2\)$/),
    expect.stringMatching(/^the property "containers.c.port" of target "t1" has no XML: none \(3\)$/),
    expect.stringMatching(/^the property "numOfCores" of target "t1" has no XML: .*many.* \(3\)$/),
  ]);
});
