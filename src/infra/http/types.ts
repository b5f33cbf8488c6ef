import type { FastifyRequest } from 'fastify';
import type { ZodType } from 'zod';

/**
 * Who may call a route. Every route declares it, or the application refuses to start.
 *
 * - `public`: anybody. The route checks its caller itself, if at all (webhook signatures).
 * - `{permission}`: whoever has the permission: a service key as a scope, a person through a role.
 */
export type Access = 'public' | { readonly permission: string };

/** What a permission allows, and what kinds of callers can have it. */
export interface PermissionDescription {
  readonly meaning: string;
  readonly callers: readonly Principal['kind'][];
  /** With it people’s data can be read: each route says in `config.audit` as what, or that it shows none. */
  readonly showsPeople?: true;
}

/** Who makes a request. */
export interface Principal {
  /** A program with a service key, a person who works for the company, or a person it works for. */
  readonly kind: 'service_key' | 'staff' | 'member';
  /** Key id, name of the member of staff, or person id; safe to log. */
  readonly id: string;
  readonly roles: readonly string[];
  readonly permissions: ReadonlySet<string>;
  /** The only source whose events it may send; `null`: any. */
  readonly source: string | null;
  /** Requests per minute granted to it; `null`: the hub’s default. 0: no limit. */
  readonly requestsPerMinute: number | null;
  /** The device that a member’s session is bound to; `null` for others. */
  readonly device: string | null;
}

/**
 * Tells who makes the request and throws unless `access` lets them through. Answers at once when it can:
 * a promise costs every request a turn of the event loop.
 */
export type Authorize = (
  request: FastifyRequest,
  access: Exclude<Access, 'public'>,
) => Principal | Promise<Principal>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call the route. Required. */
    access?: Access;
    /** Keep the bytes of the body in `request.rawBody`, for signatures; `request.body` is parsed as ever. */
    rawBody?: boolean;
    /** On a public route: how many requests one address may make per minute. 0 or absent: any number. */
    requestsPerMinute?: number;
    /** Answer even while the hub turns requests away (overload, shutdown). For probes. */
    alwaysAnswer?: boolean;
    /** Bodies for the API reference, by content type, where a route checks them itself. */
    documentedBody?: Readonly<Record<string, ZodType>>;
  }
  interface FastifyRequest {
    /** Who makes the request; `null` on public routes. */
    principal: Principal | null;
    /** The bytes of the body on routes with `config.rawBody`, otherwise `null`. */
    rawBody: Buffer | null;
  }
}
