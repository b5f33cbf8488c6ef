import { memberCookieName } from './member-cookie.ts';

/** The session token in a `Cookie` header; `undefined` when there is none. */
export function readMemberCookie(header: string | undefined): string | undefined {
  const start = `${memberCookieName}=`;
  const pair = header?.split(';').find((candidate) => candidate.trimStart().startsWith(start));
  const token = pair?.trim().slice(start.length);
  return token === '' ? undefined : token;
}
