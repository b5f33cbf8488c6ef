import { readFile } from 'node:fs/promises';
import { configErrors, type Settings } from '#infra/config';
import {
  createAwsKeyService,
  createEmbeddedKeyService,
  openVaultKeyService,
  type AwsCredentials,
  type KeyService,
  type MasterKey,
} from '#infra/crypto';
import type { Clock } from '#kernel/time';

export interface KeyServiceDependencies {
  readonly settings: Pick<
    Settings,
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
  readonly clock: Clock;
  readonly masterKey: MasterKey;
}

/**
 * Opens what wraps the data keys: the master key file, AWS KMS or HashiCorp Vault.
 *
 * @throws `config.invalid_setting` when it is not told enough
 */
export async function openKeyService({
  settings,
  clock,
  masterKey,
}: KeyServiceDependencies): Promise<KeyService> {
  if (settings.keyService === 'aws') {
    const { awsRegion: region, awsKmsKeyId: keyId } = settings;
    demand('AWS_REGION', region);
    demand('AWS_KMS_KEY_ID', keyId);
    return createAwsKeyService({ clock, region, keyId, credentials: async () => awsCredentials(settings) });
  }
  if (settings.keyService === 'vault') {
    const { vaultAddress: address, vaultKeyName: keyName, vaultTokenFile, vaultToken } = settings;
    demand('VAULT_ADDR', address);
    // An agent renews the file; it is read whenever a token is needed.
    const token = async (): Promise<string> =>
      vaultTokenFile === '' ? vaultToken : (await readFile(vaultTokenFile, 'utf8')).trim();
    return openVaultKeyService({ clock, address, keyName, token });
  }
  return createEmbeddedKeyService(masterKey);
}

function awsCredentials(settings: KeyServiceDependencies['settings']): AwsCredentials {
  const { awsAccessKeyId: accessKeyId, awsSecretAccessKey: secretAccessKey, awsSessionToken } = settings;
  demand('AWS_ACCESS_KEY_ID', accessKeyId);
  demand('AWS_SECRET_ACCESS_KEY', secretAccessKey);
  return {
    accessKeyId,
    secretAccessKey,
    ...(awsSessionToken === '' ? {} : { sessionToken: awsSessionToken }),
  };
}

function demand(variable: string, value: string): void {
  if (value !== '') return;
  throw configErrors('config.invalid_setting', { detail: `KEY_SERVICE needs ${variable}.` });
}
