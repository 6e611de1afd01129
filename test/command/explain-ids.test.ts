import { describe, expect, it } from 'vitest';
import { runCommand } from '../harness.ts';

const models = {
  's.nix': `{
  proxy.httpPort = 8081;
  a.requiresUniqueIdsFor = [ "ports" "ports:metrics" ];
  b = { requiresUniqueIdsFor = [ "ports" ]; pinnedIds.ports = 8085; };
  c.requiresUniqueIdsFor = [ "ports" ];
  d.requiresUniqueIdsFor = [ "uids" "gids" ];
}`,
  'r.nix': `{
  ports = { min = 8080; max = 8090; reserved = [ { from = 8084; to = 8086; } ]; };
  uids = { min = 65530; max = 65540; };
  gids.sameAs = "uids";
}`,
  'ids.nix': `{
  ids.ports = { a = 8080; c = 993; gone = 8088; };
  ids.uids.d = 65531;
  ids.gids.d = 65532;
  lastAssignments.ports = 8086;
  released.ports = [ { from = 8087; to = 8087; run = 2; } ];
}`,
};
const words = ['-s', 's.nix', '--id-resources', 'r.nix', '--ids', 'ids.nix'];
const ask = (...asked: readonly string[]) => runCommand('explain', models, [...words, ...asked]);
const not = (...numbers: readonly number[]) => numbers.flatMap(number => ['--not', String(number)]);

describe('why a service has its number', () => {
  it('is told by the rule that gave it, and why it lost another one', async () => {
    const { stdout, stderr, exitCode } = await ask('--id', 'ports', '--id', 'gids:d');
    expect(stdout).toBe(
      [
        'a has 8080 of ports (8080 to 8090): the ids file has it, and who has a number keeps it.',
        'a:metrics gets 8089 of ports (8080 to 8090): it never was in use, and is the first such one upwards from the last one given (8086 before this run).',
        'b gets 8085 of ports (8080 to 8090): it pins it (s.nix:4:45).',
        'c gets 8090 of ports (8080 to 8090), no longer 993: it never was in use, and is the first such one upwards from the last one given (8086 before this run).',
        '  Not 993: it is no number of ports (8080 to 8090).',
        'd gets 65531 of gids (65530 to 65540), no longer 65532: it has 65531 of uids in the ids file, which is coupled: it has one number for both.',
        '  Not 65532: it keeps the one that it has; a pin would give it (pinnedIds.gids = 65532).',
        '',
      ].join('\n'),
    );
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  it('is said of pools that nobody wants a number of, too', async () => {
    const nobody = { ...models, 's.nix': '{ a = { }; }' };
    const { stdout, exitCode } = await runCommand('explain', nobody, [...words, '--id', 'uids', '--id', 'ports']);
    expect(stdout).toBe(
      'no service that goes anywhere wants a number of uids (65530 to 65540)\n' +
        'no service that goes anywhere wants a number of ports (8080 to 8090)\n',
    );
    expect(exitCode).toBe(0);
  });

  it('and why not another one: by port, id, pin, reservation, limit, rest', async () => {
    const { stdout } = await ask('--id', 'ports:c', ...not(8081, 8080, 8085, 8086, 8087, 8083, 8091, 8090));
    expect(stdout.split('\n').slice(1)).toEqual([
      '  Not 993: it is no number of ports (8080 to 8090).',
      '  Not 8081: proxy has it by itself (httpPort, s.nix:2:3).',
      '  Not 8080: a has it and keeps it; a pin would take it from a (pinnedIds.ports = 8080).',
      '  Not 8085: it is reserved in ports (8084 to 8086); b has it by a pin.',
      '  Not 8086: it is reserved in ports (8084 to 8086); a pin would give it (pinnedIds.ports = 8086).',
      '  Not 8087: it rests since release 2 of 3, and others have rested longer; a pin would give it (pinnedIds.ports = 8087).',
      '  Not 8083: it is free, but its turn comes later; a pin would give it (pinnedIds.ports = 8083).',
      '  Not 8091: it is no number of ports (8080 to 8090).',
      '  8090 is what it has.',
      '',
    ]);
    expect((await ask('--id', 'uids:d', ...not(65_534))).stdout).toContain(
      '  Not 65534: no user can have it; no group can have it.\n',
    );
    const named = await ask('--id', 'ports:a:metrics', ...not(8088));
    expect(named.stdout).toContain('gone had it last, and may come back for it');
    expect(named.stdout).toContain('(pinnedIds."ports:metrics" = 8088)');
  });

  it('is data, too', async () => {
    const { stdout } = await ask('--id', 'ports:b', ...not(8081), '--json');
    const held = { kind: 'held', pool: 'ports', service: 'proxy', from: 8081, to: 8081, by: 'httpPort', targets: [] };
    expect(JSON.parse(stdout)).toMatchObject({
      ids: [
        {
          ...{ service: 'b', pool: 'ports', targets: [], id: 8085, reason: { kind: 'pinned', pool: 'ports', line: 4 } },
          others: [{ number: 8081, obstacles: [{ kind: 'pins-other' }, { ...held, line: 2 }], pinnable: false }],
        },
      ],
    });
  });

  it('on machines: who stands there has the number', async () => {
    const { stdout } = await runCommand(
      'explain',
      {
        ...{ 's.nix': '{ a.requiresUniqueIdsFor = [ "p" ]; b = { requiresUniqueIdsFor = [ "p" ]; ids.p = 7; }; }' },
        ...{
          'i.nix': '{ t1 = { }; t2 = { }; t3 = { }; }',
          'r.nix': '{ p = { min = 7; max = 9; scope = "machine"; }; }',
        },
        'd.nix': '{ a = [ "t1" "t2" ]; b = [ "t2" "t3" ]; }',
      },
      [...'-s s.nix -i i.nix -d d.nix --id-resources r.nix --ids new.nix --id p:a'.split(' '), ...not(7)],
    );
    expect(stdout).toContain('Not 7: b has it on t2 by a pin.');
  });

  it('needs a pool that is there, and somebody who wants a number of it', async () => {
    for (const [asked, code, hint] of [
      ['prots:a', 'unknown-pool', 'did you mean "ports"?'],
      ['ports:a:metric', 'unknown-service', 'did you mean "a:metrics"?'],
      ['uids:a', 'unknown-service', undefined],
    ] as const) {
      const { stdout, exitCode } = await ask('--id', asked, '--json');
      expect(JSON.parse(stdout)).toMatchObject({ error: { code, ...(hint === undefined ? {} : { hint }) } });
      expect(exitCode).toBe(2);
    }
    expect(await ask('--id', 'ports:a', '--service', 'a')).toMatchObject({ exitCode: 2 });
    expect(await ask('--id', 'ports:a', '--not', '1.5')).toMatchObject({ exitCode: 2 });
    expect(await ask('--not', '1')).toMatchObject({ exitCode: 2 });
  });
});
