import ipaddr from 'ipaddr.js';

type Network = ReturnType<typeof ipaddr.parseCIDR>;

const globalUnicast = ipaddr.parseCIDR('2000::/3');

/** Decides which IP addresses the hub may connect to. */
export interface AddressGuard {
  /**
   * Why the hub must not connect to this IP address, in words that end a sentence (`is loopback`), or
   * `undefined` when it may.
   */
  refuse(ipAddress: string): string | undefined;
}

/**
 * Refuses every address that is not publicly routable (server-side request forgery): private, loopback,
 * link-local with the clouds' metadata services, carrier-grade NAT, multicast, reserved, and IPv6 forms that
 * carry an IPv4 address. What lies in one of the allowed networks may be called all the same.
 *
 * Ranges are those of the IANA special-purpose registries (RFC 6890), as `ipaddr.js` knows them.
 */
export function createAddressGuard(allowedNetworks: readonly string[]): AddressGuard {
  const allowed = allowedNetworks.map((network) => ipaddr.parseCIDR(network));
  return {
    refuse(ipAddress) {
      const address = parse(ipAddress);
      if (address === undefined) return 'is not an IP address';
      if (allowed.some((network) => contains(network, address))) return undefined;
      const range = address.range();
      if (range === 'unicast' && isGlobal(address)) return undefined;
      return `is ${rangeNames[range] ?? `reserved (${range})`}`;
    },
  };
}

const rangeNames: Readonly<Record<string, string>> = {
  private: 'private',
  uniqueLocal: 'private',
  loopback: 'loopback',
  linkLocal: 'link-local (cloud metadata lives there)',
  carrierGradeNat: 'in the range of carrier-grade NAT',
  multicast: 'multicast',
  broadcast: 'broadcast',
  unspecified: 'unspecified',
};

function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  // A zone (`fe80::1%eth0`) says which interface, not which address.
  const [withoutZone = ''] = text.split('%');
  if (!ipaddr.isValid(withoutZone)) return undefined;
  // IPv4 in IPv6 clothes (::ffff:10.0.0.1) is judged as the IPv4 address it reaches.
  return ipaddr.process(withoutZone);
}

// Of IPv6 only 2000::/3 is given out; outside lie, among others, the old forms ::a.b.c.d that reach IPv4.
function isGlobal(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return address.kind() === 'ipv4' || contains(globalUnicast, address);
}

function contains(network: Network, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return network[0].kind() === address.kind() && address.match(network);
}
