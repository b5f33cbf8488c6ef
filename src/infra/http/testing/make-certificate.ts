import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
  /** As Node shows it: upper-case hexadecimal. */
  readonly serialNumber: string;
}

const dayMs = 86_400_000;
const commonName = Buffer.from('0603550403', 'hex');
const ecdsaWithSha256 = Buffer.from('06082a8648ce3d040302', 'hex');
const subjectAlternativeName = Buffer.from('0603551d11', 'hex');

/** A certificate for `localhost` that signed itself (RFC 5280), good for a day, and its P-256 key. For tests. */
export function makeCertificate(): TestCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const serial = randomBytes(8);
  // Positive, and without a leading zero that Node would not show.
  serial.writeUInt8((serial.readUInt8() & 0x3f) | 0x40);
  const algorithm = encode(0x30, ecdsaWithSha256);
  const name = encode(0x30, encode(0x31, encode(0x30, commonName, encode(0x0c, Buffer.from('localhost')))));
  const names = encode(0x30, encode(0x82, Buffer.from('localhost')), encode(0x87, Buffer.of(127, 0, 0, 1)));
  const extension = encode(0x30, subjectAlternativeName, encode(0x04, names));
  const body = encode(
    0x30,
    encode(0xa0, encode(0x02, Buffer.of(2))),
    encode(0x02, serial),
    algorithm,
    name,
    encode(0x30, time(-dayMs), time(dayMs)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    encode(0xa3, encode(0x30, extension)),
  );
  const signature = sign('sha256', body, privateKey);
  const certificate = encode(0x30, body, algorithm, encode(0x03, Buffer.of(0), signature));
  const lines = certificate.toString('base64').replaceAll(/.{1,64}/g, '$&\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    serialNumber: serial.toString('hex').toUpperCase(),
  };
}

/** One element of DER. */
function encode(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const encodedLength =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...encodedLength), content]);
}

function time(fromNowMs: number): Buffer {
  const at = new Date(new Date().getTime() + fromNowMs).toISOString();
  return encode(0x17, Buffer.from(`${at.slice(2, 19).replaceAll(/[-:T]/g, '')}Z`));
}
