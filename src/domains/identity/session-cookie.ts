import { sessionCookieName } from './session-cookie-name.ts';

/** `Set-Cookie` that hands a session to the browser, or takes it away when `token` is empty. */
export function sessionCookie(publicUrl: string, token: string, lifetimeMs: number): string {
  const attributes = [
    `${sessionCookieName(publicUrl)}=${token}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    `Max-Age=${token === '' ? 0 : Math.floor(lifetimeMs / 1000)}`,
  ];
  if (publicUrl.startsWith('https:')) attributes.push('Secure');
  return attributes.join('; ');
}
