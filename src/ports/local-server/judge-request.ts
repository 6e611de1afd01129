/** What of a request decides who gets what. */
export interface LocalRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly contentType: string | undefined;
}

/** What a request is for: the page, its events, an answer; or why it gets none of them, as a status of HTTP. */
export type Judged = 'page' | 'events' | 'ask' | 403 | 404 | 405 | 415;

/** Where a server listens, and what a URL has to know. */
export interface LocalDoor {
  readonly port: number;
  readonly token: string;
}

/**
 * Whether a request comes from the page of this machine, and what it asks for. Another site that a browser has open can
 * send requests here, also under a name of its own that leads to this machine (DNS rebinding): so the name has to be
 * one of the loopback, the token is in the path, and what a page of another origin sends is refused.
 */
export function judgeRequest(request: LocalRequest, { port, token }: LocalDoor): Judged {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(request.host ?? '')) return 403;
  const { origin } = request;
  if (origin !== undefined && !hosts.some(host => origin === `http://${host}`)) return 403;
  const [path] = request.url.split('?');
  // A token that is wrong, and a page that there is not, look the same.
  const page = { [`/${token}/`]: 'page', [`/${token}/events`]: 'events', [`/${token}/ask`]: 'ask' } as const;
  const asked = path !== undefined && Object.hasOwn(page, path) ? page[path] : undefined;
  if (asked === undefined) return 404;
  if (request.method !== (asked === 'ask' ? 'POST' : 'GET')) return 405;
  // A form of another site can send no JSON.
  if (asked === 'ask' && !/^application\/json\b/.test(request.contentType ?? '')) return 415;
  return asked;
}
