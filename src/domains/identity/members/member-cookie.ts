/**
 * `__Host-` makes browsers insist on Secure, `Path=/` and no Domain (RFC 6265bis §4.1.3.2). They treat
 * http://localhost as secure, so the name is the same while developing.
 */
export const memberCookieName = '__Host-interlock_member';

/** `Set-Cookie` that hands a session to the browser, or takes it away when `token` is empty. */
export function memberCookie(token: string, lifetimeMs: number): string {
  const maxAge = token === '' ? 0 : Math.floor(lifetimeMs / 1000);
  return `${memberCookieName}=${token}; Path=/; Max-Age=${maxAge}; HttpOnly; Secure; SameSite=Strict`;
}
