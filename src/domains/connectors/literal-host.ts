import { isIP } from 'node:net';

/** The IP address that a URL names itself, without brackets, or `undefined` when its host is a name. */
export function literalHost(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? undefined : host;
}
