/** A system for tools that deploy, and a stand-in for any of these: it says what it was given, and fails as it is told. */
export const files = {
  'services.nix': `{ ... }: rec {
  db = { name = "db"; type = "process"; pkg = null; pinnedTo = "m1"; kubernetes = { kind = "StatefulSet"; namespace = "shop"; }; };
  web = { name = "web"; type = "process"; pkg = null; pinnedTo = "m2"; dependsOn = { inherit db; }; };
}`,
  'infrastructure.nix': `{
  m1 = { properties.hostname = "m1"; containers.process = { }; };
  m2 = { properties.hostname = "m2"; containers.process = { }; };
}`,
  'compose.yaml': 'services: { db: { image: db }, web: { image: web } }\n',
  'db.json': JSON.stringify({
    Job: {
      ID: 'db',
      TaskGroups: [
        {
          Name: 'db',
          Count: 7,
          Constraints: [
            { LTarget: '${node.unique.name}', Operand: '=', RTarget: 'old' },
            { LTarget: '${attr.kernel.name}', Operand: '=', RTarget: 'linux' },
          ],
        },
      ],
      Update: { Stagger: 30000000000 },
    },
  }),
  'web.json': JSON.stringify({ ID: 'web', TaskGroups: [{ Name: 'web', Count: 1 }] }),
  'hive.nix': '{ meta = { }; m1 = { x = 1; }; m2 = { ... }: { x = 2; }; other = { x = 3; }; }',
  // Stands for any of the tools: says what it was given, and does what the file "act" tells for its n-th call.
  tool: `#!/bin/sh
n=$(($(cat calls 2>/dev/null || echo 0) + 1))
echo $n > calls
{ printf '%s' "$(basename "$0")"; printf '\\t%s' "$@"; echo; } >> seen
act=$(sed -n "\${n}p" act 2>/dev/null)
case "$act" in hang) sleep 60;; [0-9]*) echo partly; exit "$act";; esac
`,
};

/** How each tool is named to deploy, and exactly what of it is called. */
export const presets = {
  compose: {
    looks: 1,
    words: ['--deployer', 'compose', '--deploy-file', 'compose.yaml', '--deploy-argument=--with-registry-auth'],
    calls: [
      ['docker', 'stack', 'config', '--compose-file', 'compose.yaml', '--compose-file', 'state/deploy/plan.yaml'],
      [
        ...['docker', 'stack', 'deploy', '--compose-file', 'compose.yaml', '--compose-file', 'state/deploy/plan.yaml'],
        ...['--prune', '--detach=false', '--with-registry-auth', 'shop'],
      ],
    ],
    file: ['plan.yaml', 'node.hostname == m1'],
  },
  kubernetes: {
    looks: 1,
    words: ['--deployer', 'kubernetes', '--deploy-argument=--context=prod'],
    calls: [
      [
        ...['kubectl', 'apply', '--server-side', '--force-conflicts', '--field-manager=dydisnix', '--dry-run=server'],
        ...['--filename', 'state/deploy/plan.yaml', '--context=prod'],
      ],
      [
        ...['kubectl', 'apply', '--server-side', '--force-conflicts', '--field-manager=dydisnix'],
        ...['--filename', 'state/deploy/plan.yaml', '--context=prod'],
      ],
      ['kubectl', 'rollout', 'status', '--filename', 'state/deploy/rollouts.yaml', '--context=prod'],
    ],
    file: ['rollouts.yaml', 'kind: "StatefulSet"\nmetadata:\n  name: "db"\n  namespace: "shop"\n'],
  },
  nomad: {
    looks: 2,
    words: ['--deployer', 'nomad', '--deploy-file', 'db.json', '--deploy-file', 'web.json'],
    calls: ['validate', 'run'].flatMap(verb =>
      ['job-1.json', 'job-2.json'].map(job => ['nomad', 'job', verb, '-json', `state/deploy/${job}`]),
    ),
    file: ['job-1.json', '"RTarget": "m1"'],
  },
  colmena: {
    looks: 1,
    words: ['--deployer', 'colmena', '--deploy-file', 'hive.nix', '--deploy-argument=--parallel=4'],
    calls: [
      ['colmena', '--config', 'state/deploy/hive.nix', 'build'],
      ['colmena', '--config', 'state/deploy/hive.nix', 'apply', '--parallel=4'],
    ],
    file: ['plan.nix', 'm1 = { deployment.tags = [ "db" ]; };'],
  },
} as const;
