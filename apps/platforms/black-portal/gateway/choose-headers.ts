import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';

const memberCookie = '__Host-interlock_member';

/** All that is asked by name. A session beside an anonymous proof would tell the hub whose proof it is. */
const byName =
  /^(GET|PUT) \/api\/anonymity\/membership$|^GET \/api\/circles$|^\w+ \/api\/(identity|onboarding)(\/|$)/;

/**
 * The headers with which a request goes on to the hub: the member’s own cookie and no other (browsers send those of
 * every port of a host, the console’s among them), none at all beside anonymous proofs, and where the request
 * comes from. Whether the hub believes that depends on its `TRUSTED_PROXIES`.
 */
export function chooseHeaders(
  { method, url, ip }: Pick<FastifyRequest, 'method' | 'url' | 'ip'>,
  headers: IncomingHttpHeaders,
): IncomingHttpHeaders {
  const { cookie, 'x-forwarded-for': before, ...others } = headers;
  const kept = byName.test(`${method} ${url.split('?')[0]}`) ? pickCookie(cookie) : undefined;
  return {
    ...others,
    ...(kept === undefined ? {} : { cookie: kept }),
    'x-forwarded-for': [...[before ?? []].flat(), ip].join(', '),
  };
}

function pickCookie(header: string | undefined): string | undefined {
  return header
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${memberCookie}=`));
}
