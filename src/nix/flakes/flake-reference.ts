import { EvaluationError } from '../error.ts';

/** A flake reference taken apart: `type`, and what goes with it. */
export type FlakeReference = Readonly<Record<string, string | number | bigint | boolean>>;

const forges: ReadonlySet<string> = new Set(['github', 'gitlab', 'sourcehut']);
const archives = /\.(?:zip|tar|tgz|tar\.(?:gz|xz|bz2|zst))$/;
const counts: ReadonlySet<string> = new Set(['revCount', 'lastModified']);
const switches: ReadonlySet<string> = new Set(['shallow', 'submodules', 'allRefs', 'exportIgnore', 'lfs']);
/** What of the query of a URL is about the reference, not about the URL. */
const ofReference: ReadonlySet<string> = new Set(['dir', 'ref', 'rev', 'narHash', 'name', ...counts, ...switches]);
const isRevision = (text: string): boolean => /^[0-9a-f]{40}$/.test(text);
const isIdentifier = (text: string): boolean => /^[a-zA-Z][a-zA-Z0-9_-]*$/.test(text);

/**
 * The parts of a flake reference in the form of a URL, as `builtins.parseFlakeRef` of Nix 2.35 has them: `github:` and
 * the other forges, `git+…`, `hg+…`, `path:` or an absolute path, `flake:` or a bare name of the registry, archives and
 * files. Relative paths and fragments are refused. O(length).
 * @example parseFlakeReference('github:NixOS/nixpkgs/23.05').ref // '23.05'
 */
export function parseFlakeReference(text: string): FlakeReference {
  if (text.includes('#')) throw wrong(text, 'has a fragment, which is no part of a reference');
  const at = text.indexOf('?');
  const body = at < 0 ? text : text.slice(0, at);
  const query = readQuery(at < 0 ? '' : text.slice(at + 1), text);
  const [, scheme, rest = body] = /^([a-z][a-z0-9+.-]*):(.*)$/s.exec(body) ?? [];
  if (scheme === undefined) {
    if (body.startsWith('/')) return { type: 'path', path: decode(body, text), ...query };
    if (body.startsWith('.') || body === '')
      throw wrong(text, 'is a relative path, which has no folder to start at here');
    return readIndirect(body, text, query);
  }
  if (forges.has(scheme)) return readForge(scheme, decode(rest, text), text, query);
  if (scheme === 'path') return { type: 'path', path: readPath(decode(rest, text), text), ...query };
  if (scheme === 'flake') return readIndirect(rest, text, query);
  return readUrl(scheme, rest, text, query);
}

/**
 * A reference in the form of a URL: what `parseFlakeReference` takes apart, put together again.
 * @throws EvaluationError where the parts make no reference
 */
export function writeFlakeReference(reference: FlakeReference): string {
  const { type, ...parts } = reference;
  const kind = String(type ?? '');
  const need = (name: string): string => {
    const part = parts[name];
    if (typeof part !== 'string') throw wrong(kind, `needs a string '${name}'`);
    delete (parts as Record<string, unknown>)[name];
    return part;
  };
  const take = (name: string): string => (parts[name] === undefined ? '' : `/${need(name)}`);
  if (forges.has(kind))
    return `${kind}:${need('owner')}/${need('repo')}${take('ref')}${take('rev')}${writeQuery(parts)}`;
  if (kind === 'indirect') return `flake:${need('id')}${take('ref')}${take('rev')}${writeQuery(parts)}`;
  if (kind === 'path') return `path:${encodePath(need('path'))}${writeQuery(parts)}`;
  if (kind === 'git' || kind === 'hg') return `${kind}+${joinQuery(need('url'), writeQuery(parts))}`;
  if (kind === 'tarball' || kind === 'file') {
    const url = need('url');
    const isPlain = archives.test(url.split('?', 1)[0] as string) === (kind === 'tarball');
    return `${isPlain ? '' : `${kind}+`}${joinQuery(url, writeQuery(parts))}`;
  }
  throw wrong(kind, kind === '' ? "needs an attribute 'type'" : 'is no type of reference');
}

function readIndirect(body: string, text: string, query: FlakeReference): FlakeReference {
  const [id = '', ...rest] = body.split('/');
  if (!isIdentifier(id) || rest.length > 2) throw wrong(text, 'is no reference');
  return { type: 'indirect', id, ...readRevision(rest, text), ...query };
}

function readForge(type: string, body: string, text: string, query: FlakeReference): FlakeReference {
  const [owner = '', repo = '', ...rest] = body.split('/');
  if (owner === '' || repo === '') throw wrong(text, `is written ${type}:OWNER/REPOSITORY`);
  const branch = rest.join('/');
  const version = rest.length === 0 ? {} : isRevision(branch) ? { rev: branch } : { ref: branch };
  return { type, owner, repo, ...version, ...query };
}

function readRevision(parts: readonly string[], text: string): FlakeReference {
  const [first, second] = parts;
  if (first === undefined) return {};
  if (second === undefined) return isRevision(first) ? { rev: first } : { ref: first };
  if (!isRevision(second)) throw wrong(text, `has no commit hash in '${second}'`);
  return { ref: first, rev: second };
}

function readPath(path: string, text: string): string {
  if (path.startsWith('//') && !path.startsWith('///')) throw wrong(text, 'has a host, which a path has not');
  return path.startsWith('///') ? path.slice(2) : path;
}

function readUrl(scheme: string, rest: string, text: string, query: FlakeReference): FlakeReference {
  const [kind = '', transport] = scheme.split('+', 2);
  const url = `${transport ?? kind}:${rest}`;
  if ((kind === 'git' || kind === 'hg') && transport !== undefined) return withUrl(kind, url, query);
  if (kind === 'git' || kind === 'ssh') return withUrl('git', url, query);
  if ((kind === 'tarball' || kind === 'file') && transport !== undefined) return withUrl(kind, url, query);
  if (kind === 'http' || kind === 'https' || kind === 'file') {
    return withUrl(archives.test(rest) ? 'tarball' : 'file', url, query);
  }
  throw wrong(text, `has a scheme that no flake has: '${scheme}'`);
}

/** What of the query is not about the reference stays with the URL. */
function withUrl(type: string, url: string, query: FlakeReference): FlakeReference {
  const own = Object.entries(query).filter(([name]) => ofReference.has(name));
  const others = Object.fromEntries(Object.entries(query).filter(([name]) => !ofReference.has(name)));
  return { type, url: joinQuery(url, writeQuery(others)), ...Object.fromEntries(own) };
}

function readQuery(query: string, text: string): FlakeReference {
  if (query === '') return {};
  return Object.fromEntries(
    query.split('&').map(pair => {
      const at = pair.indexOf('=');
      if (at < 0) throw wrong(text, `has a parameter without a value: '${pair}'`);
      const name = decode(pair.slice(0, at), text);
      const value = decode(pair.slice(at + 1), text);
      if (switches.has(name)) return [name, value === '1'];
      return [name, counts.has(name) && /^\d{1,15}$/.test(value) ? Number(value) : value];
    }),
  );
}

function writeQuery(parts: FlakeReference): string {
  const pairs = Object.keys(parts)
    .sort()
    .map(name => {
      const part = parts[name];
      return `${encode(name)}=${encode(typeof part === 'boolean' ? (part ? '1' : '0') : String(part))}`;
    });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function joinQuery(url: string, query: string): string {
  return url.includes('?') ? url + query.replace('?', '&') : url + query;
}

/** Byte strings in and out: each byte that may not stand in a URL is a percent sign and two digits. */
function encode(text: string): string {
  return text.replace(/[^A-Za-z0-9\-._~!$'()*+,;:@/]/g, percent);
}

function encodePath(text: string): string {
  return text.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/]/g, percent);
}

const percent = (byte: string): string => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

function decode(part: string, text: string): string {
  if (/%(?![0-9a-fA-F]{2})/.test(part)) throw wrong(text, 'has a % that two digits must follow');
  return part.replace(/%([0-9a-fA-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

function wrong(text: string, problem: string): EvaluationError {
  return new EvaluationError('invalid-argument', `the flake reference '${text}' ${problem}`);
}
