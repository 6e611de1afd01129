/** What the services of `s.nix` say, as laws need it: written down by hand, so that nobody reads it. */
export const linkedSystem: Readonly<
  Record<
    string,
    { readonly awaits: readonly string[]; readonly connects: readonly string[]; readonly wants: readonly string[] }
  >
> = {
  web: { awaits: ['api', 'auth'], connects: [], wants: ['ports', 'uids'] },
  api: { awaits: ['db'], connects: [], wants: ['ports'] },
  auth: { awaits: ['db'], connects: [], wants: ['ports', 'uids'] },
  db: { awaits: [], connects: [], wants: ['ports'] },
  mail: { awaits: ['queue'], connects: [], wants: ['ports'] },
  queue: { awaits: ['db'], connects: [], wants: ['ports', 'uids'] },
  log: { awaits: [], connects: ['queue', 'web'], wants: ['ports'] },
};
