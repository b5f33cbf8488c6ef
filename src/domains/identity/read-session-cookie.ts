import { sessionCookieName } from './session-cookie-name.ts';

/** The session token in a `Cookie` header; `undefined` when there is none. */
export function readSessionCookie(publicUrl: string, header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const start = `${sessionCookieName(publicUrl)}=`;
  const pair = header.split(';').find((candidate) => candidate.trimStart().startsWith(start));
  const token = pair?.trim().slice(start.length);
  return token === '' ? undefined : token;
}
