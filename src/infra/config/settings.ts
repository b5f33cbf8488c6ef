import { isIP } from 'node:net';

/**
 * Every setting of the hub in one typed place. Each is overridable by the environment variable of its
 * name; `npx interlock config` lists them with their present values.
 */

export interface SettingDefinition<Value> {
  readonly environment: string;
  readonly describe: string;
  readonly secret?: boolean;
  readonly fallback: Value;
  /** Reads the variable’s text. Throws `RangeError` with a sentence when it makes no sense. */
  readonly parse: (text: string) => Value;
}

const text = (value: string): string => value;

const wholeNumber =
  (minimum: number, maximum: number) =>
  (value: string): number => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < minimum || number > maximum) {
      throw new RangeError(`must be a whole number from ${minimum} to ${maximum}, not "${value}"`);
    }
    return number;
  };

const list = (value: string): readonly string[] =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const networkList = (value: string): readonly string[] =>
  list(value).map((network) => {
    const [address = '', bits, rest] = network.split('/');
    const version = isIP(address);
    const bitsMax = version === 4 ? 32 : 128;
    if (version === 0 || rest !== undefined || (bits !== undefined && !/^\d{1,3}$/.test(bits))) {
      throw new RangeError(`must list addresses or networks such as 10.0.0.0/8, not "${network}"`);
    }
    if (Number(bits ?? 0) > bitsMax) throw new RangeError(`has at most ${bitsMax} bits after ${address}/`);
    return network;
  });

const originList = (value: string): readonly string[] =>
  list(value).map((item) => {
    if (!URL.canParse(item) || new URL(item).origin !== item) {
      throw new RangeError(`must list origins such as https://black.example, not "${item}"`);
    }
    return item;
  });

const flag = (value: string): boolean => {
  if (['1', 'true', 'yes', 'on'].includes(value.toLowerCase())) return true;
  if (['0', 'false', 'no', 'off', ''].includes(value.toLowerCase())) return false;
  throw new RangeError(`must be true or false, not "${value}"`);
};

const define = <Value>(definition: SettingDefinition<Value>): SettingDefinition<Value> => definition;

export const roles = ['api', 'dispatcher', 'worker', 'gateway'] as const;
export type Role = (typeof roles)[number];

const oneOf =
  (...choices: readonly string[]) =>
  (value: string): string => {
    if (choices.includes(value)) return value;
    throw new RangeError(`must be one of ${choices.join(', ')}, not "${value}"`);
  };

const roleList = (value: string): readonly Role[] =>
  list(value).map((name) => {
    const role = roles.find((candidate) => candidate === name);
    if (role === undefined) throw new RangeError(`knows ${roles.join(', ')}, not "${name}"`);
    return role;
  });

export const settings = {
  port: define({
    environment: 'PORT',
    describe: 'Port of the hub’s HTTP and WebSocket server',
    fallback: 4000,
    parse: wholeNumber(0, 65_535),
  }),
  host: define({
    environment: 'HOST',
    describe: 'Address the hub listens on',
    fallback: '127.0.0.1',
    parse: text,
  }),
  publicUrl: define({
    environment: 'PUBLIC_URL',
    describe: 'Address under which people reach the hub; empty: http://localhost:PORT',
    fallback: '',
    parse: text,
  }),
  home: define({
    environment: 'INTERLOCK_HOME',
    describe: 'Data folder: embedded database, logs, state of the supervisor',
    fallback: '.interlock',
    parse: text,
  }),
  databaseUrl: define({
    environment: 'DATABASE_URL',
    describe: 'PostgreSQL to use instead of the embedded one',
    secret: true,
    fallback: '',
    parse: text,
  }),
  databaseConnectionsMax: define({
    environment: 'DATABASE_CONNECTIONS_MAX',
    describe: 'Connections a hub process may open to the database',
    fallback: 12,
    parse: wholeNumber(4, 500),
  }),
  roles: define<readonly Role[]>({
    environment: 'INTERLOCK_ROLES',
    describe: 'What this hub process does: api, dispatcher, worker, gateway',
    fallback: roles,
    parse: roleList,
  }),
  platformsFile: define({
    environment: 'INTERLOCK_PLATFORMS',
    describe: 'JSON file that registers platforms at start',
    fallback: '',
    parse: text,
  }),
  memberOrigins: define({
    environment: 'MEMBER_ORIGINS',
    describe: 'Origins of the pages that members use; passkeys and device proofs of others are refused',
    fallback: ['http://localhost:4101'] as readonly string[],
    parse: originList,
  }),
  membershipSources: define({
    environment: 'MEMBERSHIP_SOURCES',
    describe:
      'Platforms whose word changes tiers of people and erases them; the hub and its staff always may',
    fallback: ['black_portal'] as readonly string[],
    parse: list,
  }),
  passkeyRpId: define({
    environment: 'PASSKEY_RP_ID',
    describe: 'Domain that passkeys are bound to; empty: the host of the first member origin',
    fallback: '',
    parse: text,
  }),
  passkeyRpName: define({
    environment: 'PASSKEY_RP_NAME',
    describe: 'What people read when a passkey is made',
    fallback: 'Black Portal',
    parse: text,
  }),
  passkeyPolicyFile: define({
    environment: 'PASSKEY_POLICY_FILE',
    describe: 'JSON file: devices, binding and authenticators by tier; empty: the standard policy',
    fallback: '',
    parse: text,
  }),
  secretReplacementDays: define({
    environment: 'SECRET_REPLACEMENT_DAYS',
    describe: 'How long a member who replaced the anonymous secret waits before it can be replaced again',
    fallback: 30,
    parse: wholeNumber(1, 3_650),
  }),
  passkeyTrustRootsFile: define({
    environment: 'PASSKEY_TRUST_ROOTS_FILE',
    describe:
      'PEM file with certificates of makers of authenticators; empty: attestations need no known maker',
    fallback: '',
    parse: text,
  }),
  keyService: define({
    environment: 'KEY_SERVICE',
    describe: 'What wraps the keys over personal data: embedded (the master key file), aws, vault',
    fallback: 'embedded',
    parse: oneOf('embedded', 'aws', 'vault'),
  }),
  awsRegion: define({
    environment: 'AWS_REGION',
    describe: 'Region of the KMS key',
    fallback: '',
    parse: text,
  }),
  awsKmsKeyId: define({
    environment: 'AWS_KMS_KEY_ID',
    describe: 'Id, ARN or alias of the KMS key',
    fallback: '',
    parse: text,
  }),
  awsAccessKeyId: define({
    environment: 'AWS_ACCESS_KEY_ID',
    describe: 'Who asks KMS',
    fallback: '',
    parse: text,
  }),
  awsSecretAccessKey: define({
    environment: 'AWS_SECRET_ACCESS_KEY',
    describe: 'Secret of the access key',
    secret: true,
    fallback: '',
    parse: text,
  }),
  awsSessionToken: define({
    environment: 'AWS_SESSION_TOKEN',
    describe: 'Of temporary credentials',
    secret: true,
    fallback: '',
    parse: text,
  }),
  vaultAddress: define({
    environment: 'VAULT_ADDR',
    describe: 'Address of Vault',
    fallback: '',
    parse: text,
  }),
  vaultToken: define({
    environment: 'VAULT_TOKEN',
    describe: 'Token for Vault',
    secret: true,
    fallback: '',
    parse: text,
  }),
  vaultTokenFile: define({
    environment: 'VAULT_TOKEN_FILE',
    describe: 'File with the token, as an agent renews it; goes before VAULT_TOKEN',
    fallback: '',
    parse: text,
  }),
  vaultKeyName: define({
    environment: 'VAULT_KEY_NAME',
    describe: 'Name of the Transit key',
    fallback: 'interlock',
    parse: text,
  }),
  masterKeyFile: define({
    environment: 'INTERLOCK_MASTER_KEY_FILE',
    describe: 'File with the key that seals connector secrets at rest; made at first start when absent',
    fallback: '',
    parse: text,
  }),
  allowedPrivateNetworks: define<readonly string[]>({
    environment: 'INTERLOCK_ALLOWED_NETWORKS',
    describe: 'CIDR ranges of private networks that connectors may call, comma separated',
    fallback: [],
    parse: list,
  }),
  bodyBytesMax: define({
    environment: 'BODY_BYTES_MAX',
    describe: 'Largest request body in bytes',
    fallback: 1_048_576,
    parse: wholeNumber(1_024, 104_857_600),
  }),
  requestsPerMinute: define({
    environment: 'REQUESTS_PER_MINUTE',
    describe: 'Requests a service key may make per minute unless the key says otherwise; 0: no limit',
    // Twenty thousand a second, the most that one process should ever take in: a runaway sender meets it first.
    fallback: 1_200_000,
    parse: wholeNumber(0, 100_000_000),
  }),
  webhooksPerMinute: define({
    environment: 'WEBHOOKS_PER_MINUTE',
    describe: 'Webhooks that one address may send per minute; 0: no limit',
    fallback: 6_000,
    parse: wholeNumber(0, 100_000_000),
  }),
  tlsCertFile: define({
    environment: 'TLS_CERT_FILE',
    describe: 'PEM file with the certificate and its chain: the hub serves HTTPS itself, TLS 1.3 only',
    fallback: '',
    parse: text,
  }),
  tlsKeyFile: define({
    environment: 'TLS_KEY_FILE',
    describe: 'PEM file with the private key of the certificate',
    fallback: '',
    parse: text,
  }),
  trustedProxies: define({
    environment: 'TRUSTED_PROXIES',
    describe:
      'Addresses or networks (10.0.0.0/8, …) of reverse proxies whose X-Forwarded-For tells who the caller is',
    fallback: [] as readonly string[],
    parse: networkList,
  }),
  timestampSkewMs: define({
    environment: 'TIMESTAMP_SKEW_MS',
    describe: 'How far in the future an event’s timestamp may lie, in milliseconds',
    fallback: 300_000,
    parse: wholeNumber(0, 86_400_000),
  }),
  timestampAgeMsMax: define({
    environment: 'TIMESTAMP_AGE_MS_MAX',
    describe: 'How old an event’s timestamp may be, in milliseconds; 0: any age',
    // Ten years: an outbox that was down for weeks passes, seconds taken for milliseconds (1970) do not.
    fallback: 315_576_000_000,
    parse: wholeNumber(0, Number.MAX_SAFE_INTEGER),
  }),
  retentionDays: define({
    environment: 'RETENTION_DAYS',
    describe: 'Days that settled events are kept before their partition is dropped',
    fallback: 28,
    parse: wholeNumber(1, 36_500),
  }),
  partitionDays: define({
    environment: 'PARTITION_DAYS',
    describe: 'Days of events per partition',
    fallback: 7,
    parse: wholeNumber(1, 3_650),
  }),
  healthIntervalMs: define({
    environment: 'HEALTH_INTERVAL_MS',
    describe: 'Milliseconds between health checks of a platform',
    fallback: 5_000,
    parse: wholeNumber(50, 3_600_000),
  }),
  leaseMs: define({
    environment: 'LEASE_MS',
    describe: 'How long a silent hub keeps its lanes before another takes them over, in milliseconds',
    fallback: 3_000,
    parse: wholeNumber(200, 600_000),
  }),
  logLevel: define({
    environment: 'LOG_LEVEL',
    describe: 'trace, debug, info, warn, error or silent',
    fallback: 'info',
    parse: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
  }),
  logPretty: define({
    environment: 'LOG_PRETTY',
    describe: 'Logs for people instead of JSON lines',
    fallback: false,
    parse: flag,
  }),
  tracesEndpoint: define({
    environment: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    describe: 'OpenTelemetry collector for traces (OTLP/HTTP); empty: no traces are exported',
    fallback: '',
    parse: text,
  }),
} as const;

export type SettingName = keyof typeof settings;
export type Settings = {
  readonly [Name in SettingName]: (typeof settings)[Name] extends SettingDefinition<infer Value>
    ? Value
    : never;
};
