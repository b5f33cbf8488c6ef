const qualities = `Amber Ancient Autumn Bright Calm Candid Copper Distant Early Eastern Gentle
   Gilded Golden Grave Hidden Indigo Ivory Keen Late Lucid Marble Noble
   Northern Patient Quiet Scarlet Serene Silver Solemn Swift Velvet Winter`.split(/\s+/);
const creatures = `Badger Bison Condor Crane Dolphin Eagle Falcon Fox Gazelle Hare Heron
   Ibex Ibis Jaguar Kestrel Kingfisher Leopard Lynx Marten Merlin Nightingale Ocelot
   Oriole Osprey Otter Panther Peacock Puma Raven Sparrow Stag Swan`.split(/\s+/);

/**
 * A name that people can remember, from a pseudonym’s id: `Quiet Heron 417`. A million of them; when one is taken in the
 * circle, the next `attempt` gives another.
 */
export function namePseudonym(pseudonymId: string, attempt = 0): string {
  const bytes = Buffer.from(pseudonymId, 'base64url');
  const number = (bytes.readUInt16BE(2) + attempt * 7_919) % 1_000;
  return `${qualities[bytes[0]! % qualities.length]} ${creatures[bytes[1]! % creatures.length]} ${number}`;
}
