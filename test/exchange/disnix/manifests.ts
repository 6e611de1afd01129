import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as saxes from 'saxes';
import { InputError } from '../../../src/base/diagnostic.ts';
import { Findings } from '../../../src/base/findings.ts';
import type { DeployedState } from '../../../src/exchange/disnix/deployed-state.ts';
import { readManifest } from '../../../src/exchange/disnix/read-manifest.ts';

/** The text of one of the manifests that are written as Disnix writes them. */
export function fixture(name: string): string {
  return readFileSync(join('test/exchange/disnix/fixture', `${name}.xml`), 'latin1');
}

/** The state that a manifest has, and what is said of it: code, line and column, message. */
export function readWhole(text: string): {
  readonly state: DeployedState | undefined;
  readonly said: readonly string[];
} {
  const findings = new Findings();
  const show = ({ diagnostics }: Pick<InputError, 'diagnostics'>): readonly string[] =>
    diagnostics.map(
      ({ code, position, message }) =>
        `${code} ${position === undefined ? '-' : `${position.line}:${position.column}`} ${message}`,
    );
  try {
    const state = readManifest('manifest.xml', text, saxes, findings);
    return { state, said: show({ diagnostics: findings.all }) };
  } catch (error) {
    if (error instanceof InputError) return { state: undefined, said: show(error) };
    throw error;
  }
}
