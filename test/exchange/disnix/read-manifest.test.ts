import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lane, rounds } from '../../rounds.ts';
import { fixture, readWhole } from './manifests.ts';

/** Without the places in the text. */
function plain(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, inner]) => [key, plain(inner)]));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'position');
  return Object.fromEntries(entries.map(([key, inner]) => [key, plain(inner)]));
}

describe('a manifest', () => {
  test('gives machines with typed properties, containers and profile', () => {
    const { state, said } = readWhole(fixture('typed-properties'));
    expect(said).toEqual([]);
    expect(plain([...(state?.targets.values() ?? [])])).toEqual([
      {
        name: 'z\xc3\xbcrich',
        properties: {
          big: 9223372036854775807n,
          comment: '',
          hostname: 'z\xc3\xbcrich.example',
          isVirtual: false,
          load: 0.25,
          location: { rack: 7n, row: 'B', tags: ['ssd', '10g'] },
          mem: 68719476736n,
          note: 'a <b> & "c"',
          supportedTypes: ['process', 'docker'],
        },
        containers: { docker: { quota: { cpu: 2n, mem: 4096n }, socket: '/var/run/docker.sock' }, process: {} },
        system: 'x86_64-linux',
        numOfCores: 16n,
        clientInterface: 'disnix-ssh-client',
        targetProperty: 'hostname',
        profile: expect.stringMatching(/^\/nix\/store\/[0-9a-z]{32}-disnix-profile$/),
      },
    ]);
  });

  test('has a service on machines of three systems three times, by hash', () => {
    const { state } = readWhole(fixture('several-systems'));
    const agents = [...(state?.services.values() ?? [])].filter(({ name }) => name === 'agent');
    expect(new Set(agents.map(({ hash }) => hash)).size).toBe(3);
    expect(new Set(agents.map(({ pkg }) => pkg)).size).toBe(3);
    const places = state?.serviceMappings.filter(({ service }) => agents.some(({ hash }) => hash === service));
    expect(places?.map(({ target }) => target)).toEqual(['mac', 'pi', 'server']);
    const collector = [...(state?.services.values() ?? [])].find(({ name }) => name === 'collector');
    expect(collector?.connectsTo.map(({ service }) => service).sort()).toEqual(agents.map(({ hash }) => hash).sort());
  });

  test('gives containers that services provide, and who provides that of a service', () => {
    const { state } = readWhole(fixture('container-providers'));
    const services = [...(state?.services.values() ?? [])];
    const tomcat = services.find(({ name }) => name === 'simpleAppservingTomcat');
    expect(plain(tomcat?.providesContainers)).toEqual({
      'tomcat-webapplication': { catalinaBaseDir: '/var/tomcat', tomcatPort: 8080n },
    });
    const inside = state?.serviceMappings.filter(({ container }) => container === 'tomcat-webapplication');
    expect(inside?.map(mapping => [state?.services.get(mapping.service)?.name, mapping.target])).toEqual([
      ['GeolocationService', 'app1'],
      ['StaffTracker', 'app1'],
      ['StaffTracker', 'app2'],
    ]);
    expect(new Set(inside?.map(({ containerProvidedByService }) => containerProvidedByService))).toEqual(
      new Set([tomcat?.hash]),
    );
  });

  test('gives snapshots with their components', () => {
    const { state } = readWhole(fixture('snapshots'));
    expect(
      state?.snapshotMappings.map(({ service, component, target }) => [
        state.services.get(service)?.name,
        component,
        target,
      ]),
    ).toEqual([
      ['customers', 'customers', 'db1'],
      ['orders', 'orders-db', 'db1'],
      ['sessions', 'sessions', 'db2'],
    ]);
  });

  test('tells by hashes what restarts when a service moves', () => {
    const [before, after] = [readWhole(fixture('three-services')), readWhole(fixture('three-services-moved'))];
    const hashes = (state: typeof before.state) =>
      new Map(state?.serviceMappings.map(({ service }) => [state.services.get(service)?.name, service]));
    const changed = [...hashes(before.state)].filter(([name, hash]) => hashes(after.state).get(name) !== hash);
    // Those that depend on the one that moved; it has a new place, and is the same otherwise.
    expect(changed.map(([name]) => name)).toEqual(['testService2', 'testService3']);
  });
});

const head = '<?xml version="1.0"?>\n<manifest version="2">\n';
const infrastructure = '<infrastructure><target name="t1"/></infrastructure>\n';
const service = (hash: string, more = '') =>
  `<service name="${hash}"><name>web</name><pkg>/p</pkg><type>process</type>${more}</service>`;
const mapping = (hash: string, target: string, more = '') =>
  `<mapping><container>process</container><service>${hash}</service><target>${target}</target>${more}</mapping>`;
const whole = (services: string, mappings: string, more = infrastructure) =>
  `${head}<services>${services}</services>\n${more}<serviceMappings>${mappings}</serviceMappings>\n</manifest>`;

const wrong: Readonly<Record<string, readonly [text: string, said: readonly string[]]>> = {
  'no XML': ['{ web = [ "t1" ]; }', ['xml - this is no XML: it does not begin with "<"']],
  'nothing at all': ['', ['xml 1:1 document must contain a root element']],
  'cut off': [`${head}<services>`, ['xml 3:11 unclosed tag: services']],
  'another document': [
    '<distribution/>',
    ['manifest 1:1 the root element is <distribution>, but that of a manifest is <manifest>'],
  ],
  'the manifest of one machine': [
    '<profilemanifest version="2"/>',
    ['manifest 1:1 the root element is <profilemanifest>, but that of a manifest is <manifest>'],
  ],
  'another version': [
    '\n <manifest version="1"/>',
    ['manifest-version 2:2 the manifest has version "1", but only version "2" is read'],
  ],
  'no version': [
    '<manifest/>',
    ['manifest-version 1:1 the manifest does not say which version it has, but only version "2" is read'],
  ],
  'parts missing': [
    '<manifest version="2"><services/></manifest>',
    ['manifest 1:1 <manifest> has no <infrastructure>', 'manifest 1:1 <manifest> has no <serviceMappings>'],
  ],
  'hashes and targets that nothing has': [
    whole(
      service('h1'),
      `\n${mapping('h2', 't1')}\n${mapping('h1', 't2', '<containerProvidedByService>h3</containerProvidedByService>')}`,
    ),
    [
      'manifest-dangling 6:40 <service> refers to the service "h2", which <services> does not have',
      'manifest-dangling 7:61 <mapping> refers to the target "t2", which <infrastructure> does not have',
      'manifest-dangling 7:80 <containerProvidedByService> refers to the service "h3", which <services> does not have',
    ],
  ],
  'doubled entries': [
    whole(
      `${service('h1')}\n${service('h1')}`,
      '',
      '<infrastructure><target name="t1"/>\n<target name="t1"/></infrastructure>\n<infrastructure/>\n',
    ),
    [
      'manifest-doubled 4:1 <services> has more than one <service name="h1">',
      'manifest-doubled 6:1 <infrastructure> has more than one <target name="t1">',
      'manifest-doubled 7:1 <manifest> has more than one <infrastructure>',
    ],
  ],
  'fields missing, empty, doubled, or no text': [
    whole(
      '<service name="h1"><name/>\n<type>process</type><type>other</type>\n<pkg><b/></pkg></service><service><name>x</name></service><servcie name="h2"/>',
      '<mapping><service>h1</service></mapping>',
    ),
    [
      'manifest 3:30 <service> has an empty <name>',
      'manifest-doubled 4:21 <service> has more than one <type>',
      'manifest 5:1 <pkg> has 1 element where a text is expected',
      'manifest 5:26 <service> has no name',
      'manifest 5:59 <services> has <servcie>, but may have <service> only',
      'manifest 7:18 <mapping> has no <target>',
      'manifest 7:18 <mapping> has no <container>',
    ],
  ],
  'properties that are not what they say': [
    whole(
      '',
      '',
      '<infrastructure><target name="t1"><properties><property name="a" type="int">1.5</property><property name="b" type="integer">1</property><property name="c" type="bool">yes</property><property name="d" type="int">9223372036854775808</property></properties><numOfCores>many</numOfCores></target>stray</infrastructure>',
    ),
    [
      'manifest 4:1 <infrastructure> has text where elements are expected',
      'manifest 4:47 <property> is no int, though it says so',
      'manifest 4:91 <property> has the unknown type "integer"',
      'manifest 4:137 <property> is no bool, though it says so',
      'manifest 4:182 <property> is no int, though it says so',
      'manifest 4:255 <numOfCores> is "many", but must be an integer',
    ],
  ],
};

describe('what is wrong with a manifest is told with its place, all of it', () => {
  test.each(Object.entries(wrong))('%s', (_, [text, said]) => {
    expect(readWhole(text)).toEqual({ state: undefined, said });
  });

  test('entities that would grow are refused before they do', () => {
    const laughs = Array.from({ length: 20 }, (_, i) => `<!ENTITY l${i + 1} "&l${i};&l${i};&l${i};&l${i};">`).join('');
    const { said } = readWhole(`<!DOCTYPE m [<!ENTITY l0 "ha">${laughs}]><manifest version="2">&l20;</manifest>`);
    expect(said).toEqual([expect.stringMatching(/^xml 1:\d+ a document type with declarations is not accepted$/)]);
    expect(readWhole('<manifest version="2">&l20;</manifest>').said).toEqual([
      expect.stringContaining('undefined entity'),
    ]);
  });

  test('elements inside elements without end are refused', () => {
    expect(readWhole('<manifest version="2">'.repeat(100_000)).said).toEqual([
      expect.stringContaining('elements are nested more than 1000 deep'),
    ]);
  });

  test('a thousand mistakes are a hundred, and how many more', () => {
    const { said } = readWhole(whole('', Array.from({ length: 1000 }, (_, i) => mapping(`h${i}`, 't1')).join('\n')));
    expect(said).toHaveLength(101);
    expect(said[0]).toContain('"h0"');
    expect(said[100]).toMatch(/^manifest 105:\d+ the manifest has 900 mistakes more$/);
  });

  test('a huge one is not read', () => {
    expect(readWhole(`<manifest version="2">${' '.repeat(2 ** 26)}</manifest>`).said).toEqual([
      'manifest - the manifest has more than 64 MiB, so it is not read',
    ]);
  });

  test('what a later Disnix may add is passed over with a warning', () => {
    const { state, said } = readWhole(whole(service('h1', '\n<weight>3</weight>'), mapping('h1', 't1')));
    expect(state?.serviceMappings).toHaveLength(1);
    expect(said).toEqual([expect.stringMatching(/^manifest-unknown 4:1 <service> has <weight>/)]);
  });
});

test.skipIf(lane === 'fast')(
  'a manifest of thousands of services on one line has its mistake in the right place',
  () => {
    const names = Array.from({ length: 3000 }, (_, i) => `h${i}`);
    const text = whole(names.map(name => service(name)).join(''), names.map(name => mapping(name, 't1')).join(''));
    expect(readWhole(text).state?.serviceMappings).toHaveLength(3000);
    const late = text.lastIndexOf('<target>t1');
    const broken = `${text.slice(0, late)}<target>t9${text.slice(late + 10)}`;
    const start = late - broken.lastIndexOf('\n', late);
    expect(readWhole(broken).said).toEqual([
      expect.stringContaining(`manifest-dangling 5:${start} <mapping> refers to`),
    ]);
  },
);

/** A manifest of some services, targets and mappings, its parts in any order. */
const parts = fc
  .record({
    targets: fc.uniqueArray(fc.constantFrom('a', 'b', 'c\u00fc', 'd<'), { minLength: 1 }),
    hashes: fc.uniqueArray(fc.constantFrom('h1', 'h2', 'h3', 'h4', 'h5'), { minLength: 1 }),
    seed: fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 }),
  })
  .map(({ targets, hashes, seed }) => {
    const quoted = (text: string) => text.replace('<', '&lt;');
    const pick = <T>(list: readonly T[], i: number): T => list[(seed[i] ?? 0) % list.length] as T;
    const mappings = Array.from({ length: (seed[39] ?? 0) % 8 }, (_, i) => ({
      service: pick(hashes, i),
      target: pick(targets, i + 8),
      container: pick(['process', 'docker'], i + 16),
    }));
    const write = (list: typeof mappings) =>
      list.map(
        ({ service: hash, target, container }) =>
          `<mapping><service>${hash}</service><target>${quoted(target)}</target><container>${container}</container></mapping>`,
      );
    const sections = [
      ['infrastructure', targets.map(name => `<target name="${quoted(name)}"><system>s</system></target>`)],
      [
        'services',
        hashes.map((hash, i) => service(hash, `<dependsOn>${write(mappings.slice(0, i)).join('')}</dependsOn>`)),
      ],
      ['serviceMappings', write(mappings)],
    ] as const;
    return { sections, seed, mappings };
  });

test('the order in which a manifest lists things says nothing', () => {
  fc.assert(
    fc.property(parts, ({ sections, seed, mappings }) => {
      const print = (shuffle: <T>(list: readonly T[]) => readonly T[]) =>
        Buffer.from(
          `${head}${shuffle(sections)
            .map(([tag, inner]) => `<${tag}>${shuffle(inner).join('\n')}</${tag}>`)
            .join('\n')}</manifest>`,
        ).toString('latin1');
      const [one, other] = [readWhole(print(list => list)), readWhole(print(list => shuffleBy(list, seed)))];
      expect(one.state).toBeDefined();
      expect(plain(other.state)).toEqual(plain(one.state));
      const places = new Set(mappings.map(({ service: hash, target, container }) => [hash, target, container].join()));
      expect(one.state?.serviceMappings).toHaveLength(places.size);
    }),
    { seed: 20261129, numRuns: rounds({ short: 200, long: 5000 }) },
  );
});

function shuffleBy<T>(list: readonly T[], seed: readonly number[]): readonly T[] {
  return list
    .map((value, i) => ({ value, key: seed[i] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}
