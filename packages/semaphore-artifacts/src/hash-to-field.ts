/**
 * A number below the field’s modulus (254 bits) that stands for these parts and no others: SHA-256 over the UTF-8 bytes
 * of their JSON, its last 8 bits dropped, in decimal. JSON keeps `["a","bc"]` and `["ab","c"]` apart.
 *
 * Runs in browsers and in Node.
 */
export async function hashToField(parts: readonly (string | number)[]): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(parts)));
  const hexadecimal = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
  return (BigInt(`0x${hexadecimal}`) >> 8n).toString();
}
