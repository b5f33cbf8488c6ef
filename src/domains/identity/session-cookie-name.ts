const baseName = 'interlock_session';

/**
 * Name of the session cookie. With HTTPS it has the `__Host-` prefix, which makes browsers insist on Secure,
 * `Path=/` and no Domain (RFC 6265bis §4.1.3.2).
 */
export function sessionCookieName(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? `__Host-${baseName}` : baseName;
}
