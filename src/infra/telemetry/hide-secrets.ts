const secretFields = [
  'authorization',
  'Authorization',
  'cookie',
  'set-cookie',
  'password',
  'secret',
  'secrets',
  'signingSecret',
  'signingSecrets',
  'serviceKey',
  'masterKey',
  'credential',
  'credentials',
  'token',
  'databaseUrl',
];

const quoted = (field: string): string => (/^\w+$/.test(field) ? field : `["${field}"]`);
const below = (parent: string, field: string): string =>
  /^\w+$/.test(field) ? `${parent}.${field}` : `${parent}["${field}"]`;

/** Fields whose value never reaches the log, at the top of an entry and up to two objects deep. */
export const redactedPaths: string[] = secretFields.flatMap((field) => [
  quoted(field),
  below('*', field),
  below('*.*', field),
]);

// Service keys keep their public id, so that a line still says which key it was.
const serviceKey = /(ilk_[A-Za-z0-9]+_)[A-Za-z0-9_-]{16,}/g;
const signingSecret = /whsec_[A-Za-z0-9+/=_-]{8,}/g;
const bearer = /(bearer )(?!ilk_)[^\s"\\,]+/gi;
const urlPassword = /(\w+:\/\/[^\s/:@"]+:)[^\s/@"]+@/g;
const signInToken = /([?&]token=)[A-Za-z0-9_-]+/g;

/** Takes everything that looks like a secret out of a finished log line, wherever it stands in it. */
export function hideSecrets(line: string): string {
  return line
    .replace(serviceKey, '$1[redacted]')
    .replace(signingSecret, 'whsec_[redacted]')
    .replace(bearer, '$1[redacted]')
    .replace(urlPassword, '$1[redacted]@')
    .replace(signInToken, '$1[redacted]');
}
