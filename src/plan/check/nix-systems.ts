import { didYouMean } from '../../base/suggest.ts';

/** The processors and kernels that `lib.systems.parse` of nixpkgs has names for. */
const processors = asOne([
  ...[
    'x86_64',
    'i[3-6]86',
    'aarch64(?:_be)?',
    'arm',
    'armv\\w+',
    'alpha',
    'arc',
    'avr',
    'hppa\\w*',
    'js',
    'javascript',
  ],
  ...['loongarch(?:32|64)', 'm68k', 'm88k', 'microblaze(?:el)?', 'mips\\w*', 'mmix', 'msp430', 'or1k', 'powerpc\\w*'],
  ...['ppc\\w*', 'riscv(?:32|64)', 'rx', 's390x?', 'sh4', 'sparc\\w*', 'vc4', 'wasm(?:32|64)'],
]);
const kernels = asOne([
  ...[
    'linux',
    'darwin\\d*',
    'macos\\d*',
    'ios\\d*',
    'watchos\\d*',
    'tvos\\d*',
    'freebsd[\\d.]*',
    'netbsd(?:elf)?[\\d.]*',
  ],
  ...['openbsd[\\d.]*', 'cygwin', 'genode', 'ghcjs', 'mmixware', 'none', 'redox', 'solaris[\\d.]*', 'wasip?\\d*'],
  ...['windows', 'mingw32', 'uefi', 'win32'],
]);

function asOne(patterns: readonly string[]): RegExp {
  return new RegExp(`^(?:${patterns.join('|')})$`);
}

const usual = ['x86_64-linux', 'aarch64-linux', 'i686-linux', 'armv7l-linux', 'x86_64-darwin', 'aarch64-darwin'];

/**
 * Whether Nix packages know a system, such as `x86_64-linux`, or one with vendor and binary interface, such as
 * `aarch64-unknown-linux-gnu`. In doubt it does. O(length).
 */
export function isNixSystem(system: string): boolean {
  const [processor = '', ...rest] = system.split('-');
  return processors.test(processor) && rest.length > 0 && (rest.length > 1 || rest.some(part => kernels.test(part)));
}

/** What was meant by a system that is none, or how the usual ones are written. */
export function nearestSystem(system: string): string {
  const swapped = system.split('-').reverse().join('-');
  const meant = usual.includes(swapped) ? swapped : undefined;
  const lower = system
    .toLowerCase()
    .replace('amd64', 'x86_64')
    .replace('arm64', 'aarch64')
    .replaceAll('_linux', '-linux');
  if (meant !== undefined || usual.includes(lower)) return `did you mean "${meant ?? lower}"?`;
  return didYouMean(lower, usual) ?? 'a system is a processor and a kernel: x86_64-linux, aarch64-linux';
}
