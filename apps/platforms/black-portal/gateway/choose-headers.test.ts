import { describe, expect, it } from 'vitest';
import { chooseHeaders } from './choose-headers.ts';

const cookie = 'interlock_session=operator; __Host-interlock_member=mine; theme=dark';
const forwarded = (url: string, headers: Record<string, string> = {}) =>
  chooseHeaders({ url, ip: '192.0.2.7' }, { cookie, dpop: 'proof', ...headers });

describe('what goes on to the hub', () => {
  it('is the member’s cookie and no other, with the proof untouched', () => {
    expect(forwarded('/api/identity/account')).toEqual({
      cookie: '__Host-interlock_member=mine',
      dpop: 'proof',
      'x-forwarded-for': '192.0.2.7',
    });
  });

  it.each(['/api/anonymity/proof-tokens', '/api/circles/018f/posts'])(
    'is no cookie beside an anonymous proof: %s',
    (url) => {
      expect(forwarded(url)).not.toHaveProperty('cookie');
    },
  );

  it('is no cookie when the member has none', () => {
    expect(chooseHeaders({ url: '/api/identity/account', ip: '::1' }, { cookie: 'theme=dark' })).toEqual({
      'x-forwarded-for': '::1',
    });
  });

  it('says where the request comes from, after whatever was said before', () => {
    expect(forwarded('/api/circles', { 'x-forwarded-for': '198.51.100.1' })['x-forwarded-for']).toBe(
      '198.51.100.1, 192.0.2.7',
    );
  });
});
