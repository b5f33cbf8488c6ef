import { readFile } from 'node:fs/promises';
import { configErrors, type Settings } from '#infra/config';
import {
  createAwsKeyService,
  createEmbeddedKeyService,
  loadMasterKey,
  openMasterKey,
  openVaultKeyService,
  type AwsCredentials,
  type KeyService,
  type MasterKey,
} from '#infra/crypto';
import type { Database } from '#infra/db';
import type { Logger } from '#infra/telemetry';
import type { Clock } from '#kernel/time';

type KeySettings = Pick<
  Settings,
  | 'home'
  | 'masterKeyFile'
  | 'keyService'
  | 'awsRegion'
  | 'awsKmsKeyId'
  | 'awsAccessKeyId'
  | 'awsSecretAccessKey'
  | 'awsSessionToken'
  | 'vaultAddress'
  | 'vaultToken'
  | 'vaultTokenFile'
  | 'vaultKeyName'
>;

export interface KeysDependencies {
  readonly settings: KeySettings;
  readonly clock: Clock;
  /** Where a master key lies that another service guards. Its tables must be there. */
  readonly database: Database;
  readonly logger: Pick<Logger, 'warn'>;
}

export interface Keys {
  /** Over what is sealed for many people’s rows, and the keyed hashes. */
  readonly masterKey: MasterKey;
  /** Wraps the data keys of people, and the hub’s own. */
  readonly keyService: KeyService;
}

/**
 * Opens the hub’s keys: with the master key file, or with AWS KMS or HashiCorp Vault, which then guard the master key
 * too, and no file is needed.
 *
 * @throws `config.invalid_setting` when it is not told enough
 * @throws `crypto.invalid_master_key`, `crypto.cannot_unwrap`, `crypto.key_service_unavailable`
 */
export async function openKeys({ settings, clock, database, logger }: KeysDependencies): Promise<Keys> {
  const file = masterKeyFileOf(settings);
  if (settings.keyService === 'embedded') {
    const masterKey = await loadMasterKey(file);
    return { masterKey, keyService: createEmbeddedKeyService(masterKey) };
  }
  const keyService =
    settings.keyService === 'aws' ? openAws(settings, clock) : await openVault(settings, clock);
  const { masterKey, isTakenOver } = await openMasterKey({ database, keyService, file });
  if (isTakenOver) {
    logger.warn(
      { file, keyService: keyService.name },
      'the master key lies in the database now, wrapped; keep the file with your backups and take it off this machine',
    );
  }
  return { masterKey, keyService };
}

/** Where the master key file is, if one is used. */
export function masterKeyFileOf({ home, masterKeyFile }: Pick<Settings, 'home' | 'masterKeyFile'>): string {
  return masterKeyFile || `${home}/master.key`;
}

function openAws(settings: KeySettings, clock: Clock): KeyService {
  const { awsRegion: region, awsKmsKeyId: keyId } = settings;
  demand('AWS_REGION', region, settings);
  demand('AWS_KMS_KEY_ID', keyId, settings);
  return createAwsKeyService({ clock, region, keyId, credentials: async () => awsCredentials(settings) });
}

function openVault(settings: KeySettings, clock: Clock): Promise<KeyService> {
  const { vaultAddress: address, vaultKeyName: keyName, vaultTokenFile, vaultToken } = settings;
  demand('VAULT_ADDR', address, settings);
  // An agent renews the file; it is read whenever a token is needed.
  const token = async (): Promise<string> =>
    vaultTokenFile === '' ? vaultToken : (await readFile(vaultTokenFile, 'utf8')).trim();
  return openVaultKeyService({ clock, address, keyName, token });
}

function awsCredentials(settings: KeySettings): AwsCredentials {
  const { awsAccessKeyId: accessKeyId, awsSecretAccessKey: secretAccessKey, awsSessionToken } = settings;
  demand('AWS_ACCESS_KEY_ID', accessKeyId, settings);
  demand('AWS_SECRET_ACCESS_KEY', secretAccessKey, settings);
  return {
    accessKeyId,
    secretAccessKey,
    ...(awsSessionToken === '' ? {} : { sessionToken: awsSessionToken }),
  };
}

function demand(variable: string, value: string, { keyService }: KeySettings): void {
  if (value !== '') return;
  throw configErrors('config.invalid_setting', { detail: `KEY_SERVICE=${keyService} needs ${variable}.` });
}
