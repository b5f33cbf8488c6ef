import type { FastifyInstance, onRequestHookHandler, RouteOptions } from 'fastify';
import { httpErrors } from './errors.ts';
import { keepRawBody } from './keep-raw-body.ts';
import type { LimitRequests } from './limit-requests.ts';
import type { Access, Authorize, PermissionDescription, Principal } from './types.ts';

export interface GuardOptions {
  readonly authorize: Authorize;
  /** Every permission that a route may ask for. */
  readonly permissions: Readonly<Record<string, PermissionDescription>>;
  readonly limitRequests: LimitRequests;
  readonly bodyBytesMax: number;
}

/**
 * Gives every route its guard, one hook made for that route: safe headers, API version, access, request
 * limit. A route that does not say who may call it stops the start of the application.
 *
 * @throws TypeError at registration, for a route without `config.access` or with an unknown permission
 */
export function guardRoutes(app: FastifyInstance, options: GuardOptions): void {
  let closing = false;
  app.decorateRequest('principal', null);
  app.decorateRequest('rawBody', null);
  app.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  app.addHook('onRoute', (route) => {
    const access = declaredAccess(route, options.permissions);
    requireDeclaredAct(route, access, options.permissions);
    const guard = guardFor(access, options, () => closing && route.config?.alwaysAnswer !== true);
    route.onRequest = [guard, ...[route.onRequest ?? []].flat()];
    if (route.config?.alwaysAnswer === true) route.config.pressureHandler = () => {};
    if (route.config?.rawBody === true) {
      route.preParsing = [
        keepRawBody(route.bodyLimit ?? options.bodyBytesMax),
        ...[route.preParsing ?? []].flat(),
      ];
    }
  });
}

function declaredAccess(route: RouteOptions, permissions: GuardOptions['permissions']): Access {
  const access = route.config?.access;
  const name = `${String(route.method)} ${route.url}`;
  if (access === undefined) {
    throw new TypeError(
      `${name} does not say who may call it: declare config.access as 'public' or { permission }`,
    );
  }
  if (typeof access === 'object' && !Object.hasOwn(permissions, access.permission)) {
    throw new TypeError(
      `${name} asks for the unknown permission "${access.permission}"; known are ${Object.keys(permissions).join(', ')}`,
    );
  }
  return access;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const administrative = /:(admin|moderate)$|^recovery:/;

/** What staff and their programs change, and what they read of people, is in the audit log, without exception. */
function requireDeclaredAct(
  route: RouteOptions,
  access: Access,
  permissions: GuardOptions['permissions'],
): void {
  if (access === 'public' || route.config?.audit !== undefined) return;
  const changes = [route.method].flat().some((method) => !safeMethods.has(method));
  if (!changes && permissions[access.permission]?.showsPeople === true) {
    throw new TypeError(
      `${String(route.method)} ${route.url} does not say what it shows of people: declare config.audit as the act of ` +
        "reading it, 'own' or 'nothing_personal'",
    );
  }
  if (!changes || !administrative.test(access.permission)) return;
  throw new TypeError(
    `${String(route.method)} ${route.url} does not say what it does: declare config.audit as an act or 'own'`,
  );
}

const spokenVersions = /^(1|1\.x|1\.0(\.\d+)?|\*)$/;

// Callbacks, not promises: an async hook costs each request turns of the event loop that most don’t need.
function guardFor(access: Access, options: GuardOptions, isClosed: () => boolean): onRequestHookHandler {
  const { authorize, limitRequests } = options;
  return (request, reply, done) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('cache-control', 'no-store');
    if (isClosed()) {
      done(httpErrors('http.shutting_down', { retryAfterSeconds: 1 }));
      return;
    }
    const version = request.headers['accept-version'];
    if (version !== undefined && !spokenVersions.test(String(version))) {
      done(httpErrors('http.unsupported_version'));
      return;
    }
    if (access === 'public') {
      limitRequests(request, done);
      return;
    }
    const admit = (principal: Principal): void => {
      request.principal = principal;
      limitRequests(request, done);
    };
    try {
      const principal = authorize(request, access);
      if (principal instanceof Promise) principal.then(admit).catch(done);
      else admit(principal);
    } catch (error) {
      done(error as Error);
    }
  };
}
