import { describe, expect, it } from 'vitest';
import { judgeRequest, type LocalRequest } from '../../../src/ports/local-server/judge-request.ts';

const door = { port: 8080, token: 'secret' };
const request = (changes: Partial<LocalRequest>) =>
  judgeRequest(
    {
      method: 'GET',
      url: '/secret/',
      host: '127.0.0.1:8080',
      origin: undefined,
      contentType: undefined,
      ...changes,
    },
    door,
  );

describe('a server on this machine', () => {
  it('has a page, its events, and answers', () => {
    expect(request({})).toBe('page');
    expect(request({ url: '/secret/?x', host: 'localhost:8080' })).toBe('page');
    expect(request({ url: '/secret/events' })).toBe('events');
    const ask = { method: 'POST', url: '/secret/ask', contentType: 'application/json' };
    expect(request(ask)).toBe('ask');
    expect(request({ ...ask, origin: 'http://127.0.0.1:8080', contentType: 'application/json; charset=utf-8' })).toBe(
      'ask',
    );
  });

  it.each([
    ['a name of another that leads here', { host: 'evil.example:8080' }, 403],
    ['no name', { host: undefined }, 403],
    ['another port', { host: '127.0.0.1:80' }, 403],
    ['a page of another origin', { origin: 'https://evil.example' }, 403],
    ['a page without an origin', { origin: 'null' }, 403],
    ['no token', { url: '/' }, 404],
    ['another token', { url: '/Secret/' }, 404],
    ['what all objects have', { url: '/secret/constructor' }, 404],
    ['a name of an object', { url: '__proto__' }, 404],
    ['a page that is written', { method: 'POST' }, 405],
    ['a question that is read', { url: '/secret/ask' }, 405],
    ['a form', { method: 'POST', url: '/secret/ask', contentType: 'text/plain' }, 415],
    ['no type', { method: 'POST', url: '/secret/ask' }, 415],
  ])('refuses %s', (_, changes, status) => {
    expect(request(changes)).toBe(status);
  });
});
