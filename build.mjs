// Bundles the program into one CommonJS file (it starts faster than many modules) and writes one small starter per command.
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
await build({
  entryPoints: ['src/command/start.ts'],
  outfile: 'dist/dydisnix.cjs',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: false,
  legalComments: 'none',
  // Loaded from node_modules only when used: large, and one of them a WASM module.
  external: ['@viz-js/viz', 'highs', 'saxes'],
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: "#!/usr/bin/env node\nconst importMetaUrl=require('node:url').pathToFileURL(__filename).href;" },
  logLevel: 'warning',
});
for (const [name, file] of Object.entries(manifest.bin)) {
  if (name !== 'dydisnix') {
    const command = name.replace(/^dydisnix-/, '');
    writeFileSync(file, `#!/usr/bin/env node\nprocess.argv.splice(2, 0, '${command}');\nrequire('./dydisnix.cjs');\n`);
  }
  chmodSync(file, 0o755);
}
