import { randomBytes } from 'node:crypto';

/** What a platform process is told by its environment. */
export interface PlatformSettings {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** `null`: no hub. The platform works alone, and its events wait in the outbox. */
  readonly hub: { readonly hubUrl: string; readonly serviceKey: string } | null;
  /** Signing secrets `whsec_…` shared with the hub, the newest first. Never empty. */
  readonly secrets: readonly string[];
  /** What somebody who starts the platform alone should know. */
  readonly remarks: readonly string[];
}

/** The environment is not enough to start; the message says what is missing, and how to give it. */
export class SettingsMissing extends Error {
  override readonly name = 'SettingsMissing';
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `PORT`, `HOST`, `DATABASE_URL`, `HUB_URL`, `HUB_KEY` and `INTERLOCK_SECRET`.
 *
 * @throws {SettingsMissing} naming everything that is missing or makes no sense, not just the first
 */
export function readSettings(environment: Environment, portDefault: number): PlatformSettings {
  const { PORT, HOST, DATABASE_URL, HUB_URL, HUB_KEY, INTERLOCK_SECRET } = environment;
  const complaints: string[] = [];
  const remarks: string[] = [];
  const port = PORT === undefined || PORT === '' ? portDefault : Number(PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    complaints.push(`PORT must be a whole number from 0 to 65535, not "${PORT}".`);
  }
  if (!DATABASE_URL) {
    complaints.push(
      'DATABASE_URL is missing: the PostgreSQL database of this platform alone, for instance ' +
        'postgresql://user:password@localhost:5432/my_platform.',
    );
  }
  if (Boolean(HUB_URL) !== Boolean(HUB_KEY)) {
    complaints.push(
      'HUB_URL and HUB_KEY belong together: the hub’s address, for instance http://localhost:4000, and a key ' +
        'from `npx interlock keys create --scope events:write`. Without both the platform works alone.',
    );
  }
  if (complaints.length > 0) throw new SettingsMissing(complaints.join('\n'));
  if (!HUB_URL) remarks.push('HUB_URL is not set: events wait in the outbox until there is a hub');
  if (!INTERLOCK_SECRET) {
    remarks.push('INTERLOCK_SECRET is not set: nothing that a hub sends will be accepted');
  }
  return {
    host: HOST || '127.0.0.1',
    port,
    databaseUrl: DATABASE_URL ?? '',
    hub: HUB_URL && HUB_KEY ? { hubUrl: HUB_URL, serviceKey: HUB_KEY } : null,
    secrets: INTERLOCK_SECRET ? INTERLOCK_SECRET.split(/[\s,]+/).filter(Boolean) : [secretNobodyKnows()],
    remarks,
  };
}

/** Lets a platform that has no secret refuse every signature, rather than accept any. */
const secretNobodyKnows = (): string => `whsec_${randomBytes(32).toString('base64')}`;
