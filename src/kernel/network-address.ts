const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/;
const groupsOfBlock = 4;
const groupsOfAddress = 8;

/**
 * The one form of a network address. IPv4 in IPv6 clothes (`::ffff:192.0.2.7`, as sockets of both kinds tell it) is IPv4; IPv6
 * is as RFC 5952 writes it, without a zone. What is no address is given back as it is.
 */
export function canonicalAddress(text: string): string {
  if (!text.includes(':')) return text;
  const [withoutZone = ''] = text.split('%');
  // Browsers and Node agree on what an address in a URL is, and on how it is written.
  const host = URL.parse(`http://[${withoutZone}]`)?.hostname.slice(1, -1);
  if (host === undefined) return text;
  const [, high = '', low = ''] = mapped.exec(host) ?? [];
  if (high === '') return host;
  const bits = Number.parseInt(high, 16) * 65_536 + Number.parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.');
}

/**
 * Whom an address may stand for: itself, or for IPv6 its /64. That much is given to one customer, who may use another of
 * its 2⁶⁴ addresses for every request.
 */
export function addressBlock(text: string): string {
  const address = canonicalAddress(text);
  if (!address.includes(':')) return address;
  const [before = [], after = []] = address.split('::').map((side) => (side === '' ? [] : side.split(':')));
  const zeros = Array.from(
    { length: Math.max(0, groupsOfAddress - before.length - after.length) },
    () => '0',
  );
  return `${[...before, ...zeros, ...after].slice(0, groupsOfBlock).join(':')}::/64`;
}
