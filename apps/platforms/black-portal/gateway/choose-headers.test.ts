import { describe, expect, it } from 'vitest';
import { chooseHeaders } from './choose-headers.ts';

const cookie = 'interlock_session=operator; __Host-interlock_member=mine; theme=dark';
const forwarded = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  chooseHeaders({ method, url, ip: '192.0.2.7' }, { cookie, dpop: 'proof', ...headers });

describe('what goes on to the hub', () => {
  it('is the member’s cookie and no other, with the proof untouched', () => {
    expect(forwarded('/api/identity/account')).toEqual({
      cookie: '__Host-interlock_member=mine',
      dpop: 'proof',
      'x-forwarded-for': '192.0.2.7',
    });
  });

  it.each([
    ['GET', '/api/anonymity/groups/void'],
    ['POST', '/api/anonymity/challenges'],
    ['POST', '/api/anonymity/proof-tokens'],
    ['POST', '/api/circles'],
    ['POST', '/api/circles/018f/entries'],
    ['GET', '/api/circles/018f/posts?limit=50'],
  ])('is no cookie beside an anonymous proof: %s %s', (method, url) => {
    expect(forwarded(url, {}, method)).not.toHaveProperty('cookie');
  });

  it.each([
    ['PUT', '/api/anonymity/membership'],
    ['GET', '/api/circles'],
    ['POST', '/api/onboarding'],
    ['GET', '/api/onboarding/018f?since=preparing'],
  ])('is the member’s cookie where somebody is asked for: %s %s', (method, url) => {
    expect(forwarded(url, {}, method)).toHaveProperty('cookie');
  });

  it('is no cookie when the member has none', () => {
    expect(
      chooseHeaders({ method: 'GET', url: '/api/identity/account', ip: '::1' }, { cookie: 'theme=dark' }),
    ).toEqual({
      'x-forwarded-for': '::1',
    });
  });

  it('says where the request comes from, after whatever was said before', () => {
    expect(forwarded('/api/circles', { 'x-forwarded-for': '198.51.100.1' })['x-forwarded-for']).toBe(
      '198.51.100.1, 192.0.2.7',
    );
  });
});
