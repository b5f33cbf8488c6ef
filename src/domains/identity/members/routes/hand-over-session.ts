import type { FastifyReply } from 'fastify';
import { memberCookie } from '../member-cookie.ts';
import type { OpenedMemberSession } from '../open-member-session.ts';
import { memberSessionMsMax } from '../types.ts';

/** Gives a session to the browser: its cookie goes there, and the rest into the body. */
export function handOverSession(reply: FastifyReply, session: OpenedMemberSession) {
  const { token, personId, deviceId, expiresAt } = session;
  reply.header('set-cookie', memberCookie(token, memberSessionMsMax));
  return { personId, deviceId, expiresAt: expiresAt.toISOString() };
}
