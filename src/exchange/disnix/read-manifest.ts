import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import { Findings } from '../../base/findings.ts';
import { parseXml, type XmlElement } from '../../model/xml/parse-xml.ts';
import type { DeployedState } from './deployed-state.ts';
import { readState } from './read-state.ts';

/** Far above any manifest (ten thousand services have some ten million bytes), and far below what fills the memory. */
const sizeLimit = 64 * 1024 * 1024;

/** A manifest that is wrong everywhere is not told a million times that it is. */
const errorLimit = 100;

/**
 * What is deployed, read from a manifest of Disnix, version 2. Warnings go to `findings`. The parser is handed in, for
 * most runs need none. O(length), and sorting.
 * @param name what messages call the manifest
 * @throws InputError with all mistakes in the order of the text, each with its place: no XML or no manifest, another
 *   version, what is missing, doubled, or refers to nothing; of more than a hundred the first hundred
 * @example readManifest('manifest.xml', text, saxes, findings).services.get('5c1f…')?.name // 'web'
 */
export function readManifest(
  name: string,
  bytes: string,
  saxes: typeof import('saxes'),
  findings: Findings,
): DeployedState {
  if (bytes.length > sizeLimit) {
    const message = `the manifest has more than ${sizeLimit / 1024 / 1024} MiB, so it is not read`;
    throw new InputError([{ severity: 'error', code: 'manifest', message, file: name }]);
  }
  return readManifestElement(parseXml(name, bytes, saxes), findings);
}

/** As `readManifest`, of an XML document that is parsed already. */
export function readManifestElement(root: XmlElement, findings: Findings): DeployedState {
  refuseOther(root);
  const own = new Findings();
  const state = readState(root, own);
  if (own.hasErrors) throw new InputError(sortAndCut(own.all));
  findings.append(own);
  return state;
}

function refuseOther({ name, attributes, position }: XmlElement): void {
  const refuse = (code: string, message: string, hint?: string): never => {
    throw new InputError([{ severity: 'error', code, message, position, hint }]);
  };
  if (name !== 'manifest') {
    const isProfile = name === 'profilemanifest';
    const hint = isProfile ? "it says what one machine runs; the coordinator's manifest says it of all" : undefined;
    refuse('manifest', `the root element is <${name}>, but that of a manifest is <manifest>`, hint);
  }
  const version = attributes.get('version');
  if (version === '2') return;
  const said = version === undefined ? 'does not say which version it has' : `has version "${version}"`;
  const hint = version === '1' ? 'an older Disnix wrote it: deploy once with one that writes version 2' : undefined;
  refuse('manifest-version', `the manifest ${said}, but only version "2" is read`, hint);
}

/** In the order of the text, errors only, and not too many of them. */
function sortAndCut(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const offset = ({ position }: Diagnostic): number => position?.offset ?? 0;
  const errors = found.filter(({ severity }) => severity === 'error').sort((a, b) => offset(a) - offset(b));
  if (errors.length <= errorLimit) return errors;
  const message = `the manifest has ${errors.length - errorLimit} mistakes more`;
  const position = errors[errorLimit]?.position;
  return [...errors.slice(0, errorLimit), { severity: 'error', code: 'manifest', message, position }];
}
