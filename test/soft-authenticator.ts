import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import type { AuthenticatorMaker } from './authenticator-maker.ts';

/** What an authenticator can be made to do wrong, for tests. Absent: as it should be. */
export interface AuthenticatorHabits {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly userVerified?: boolean;
  readonly userPresent?: boolean;
  /** The page stands in a frame of another site. */
  readonly crossOrigin?: boolean;
  /** What it gives for its public key: COSE_Key parameters that replace its own. */
  readonly coseKey?: ReadonlyMap<number, number | Uint8Array>;
  readonly backupEligible?: boolean;
  /** `none` by default, as most sites see it. */
  readonly attestation?: 'none' | 'self' | AuthenticatorMaker;
  readonly count?: number;
  readonly userHandle?: string;
  /** Signs with another key than the one that was registered. */
  readonly forgedKey?: boolean;
}

export interface SoftCredential {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly response: Record<string, unknown>;
  readonly clientExtensionResults: Record<string, unknown>;
}

export interface CreationOptions {
  readonly challenge: string;
  readonly rp?: { readonly id?: string };
  readonly user?: { readonly id: string };
}

const aaguid = Buffer.from('01020304050607080102030405060708', 'hex');
const flags = { present: 1, verified: 4, backupEligible: 8, attested: 64 } as const;

/**
 * A WebAuthn authenticator in software: ES256, one resident key. It makes real signatures over real structures; what
 * it cannot have is a maker, so its certificate is its own.
 */
export class SoftAuthenticator {
  readonly credentialId: Buffer;
  readonly #key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  #count = 0;
  #userHandle = '';
  readonly #origin: string;

  constructor(origin: string, credentialId: Buffer = randomBytes(32)) {
    this.#origin = origin;
    this.credentialId = credentialId;
  }

  /** `navigator.credentials.create` */
  async create(options: CreationOptions, habits: AuthenticatorHabits = {}): Promise<SoftCredential> {
    this.#userHandle = options.user?.id ?? '';
    const clientData = this.#clientData('webauthn.create', options.challenge, habits);
    const id = this.credentialId;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const credential = Buffer.concat([aaguid, length, id, this.#coseKey(habits)]);
    const authData = Buffer.concat([this.#head(habits, flags.attested, options.rp?.id), credential]);
    const attestationObject = await this.#attest(authData, clientData, habits);
    return this.#present({
      clientDataJSON: clientData.toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
      transports: ['internal'],
    });
  }

  /** `navigator.credentials.get` */
  get(
    options: { readonly challenge: string; readonly rpId?: string },
    habits: AuthenticatorHabits = {},
  ): SoftCredential {
    const clientData = this.#clientData('webauthn.get', options.challenge, habits);
    const authData = this.#head(habits, 0, options.rpId);
    const key = habits.forgedKey === true ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : this.#key;
    return this.#present({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: signWith(key.privateKey, authData, clientData).toString('base64url'),
      userHandle: habits.userHandle ?? this.#userHandle,
    });
  }

  #clientData(type: string, challenge: string, habits: AuthenticatorHabits): Buffer {
    return Buffer.from(
      JSON.stringify({
        type: habits.type ?? type,
        challenge: habits.challenge ?? challenge,
        origin: habits.origin ?? this.#origin,
        crossOrigin: habits.crossOrigin ?? false,
      }),
    );
  }

  #head(habits: AuthenticatorHabits, more: number, rpId = new URL(this.#origin).hostname): Buffer {
    this.#count += 1;
    const verified = habits.userVerified === false ? 0 : flags.verified;
    const present = habits.userPresent === false ? 0 : flags.present;
    const eligible = habits.backupEligible === true ? flags.backupEligible : 0;
    const head = Buffer.alloc(37);
    createHash('sha256')
      .update(habits.rpId ?? rpId)
      .digest()
      .copy(head);
    head[32] = present | verified | eligible | more;
    head.writeUInt32BE(habits.count ?? this.#count, 33);
    return head;
  }

  #coseKey({ coseKey }: AuthenticatorHabits): Buffer {
    const { x = '', y = '' } = this.#key.publicKey.export({ format: 'jwk' });
    const key = new Map<number, number | Uint8Array<ArrayBuffer>>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytes(Buffer.from(x, 'base64url'))],
      [-3, bytes(Buffer.from(y, 'base64url'))],
    ]);
    for (const [parameter, value] of coseKey ?? []) {
      key.set(parameter, typeof value === 'number' ? value : bytes(value));
    }
    return Buffer.from(isoCBOR.encode(key as never));
  }

  async #attest(authData: Buffer, clientData: Buffer, habits: AuthenticatorHabits): Promise<Buffer> {
    const { attestation = 'none' } = habits;
    const statement = new Map<string, unknown>();
    if (attestation !== 'none') statement.set('alg', -7);
    if (attestation === 'self') {
      statement.set('sig', bytes(signWith(this.#key.privateKey, authData, clientData)));
    } else if (attestation !== 'none') {
      const { signature, chain } = await attestation.attest(signedBytes(authData, clientData));
      statement.set('sig', bytes(signature));
      statement.set('x5c', chain.map(bytes));
    }
    const object = new Map<string, unknown>([
      ['fmt', attestation === 'none' ? 'none' : 'packed'],
      ['attStmt', statement],
      ['authData', bytes(authData)],
    ]);
    return Buffer.from(isoCBOR.encode(object as never));
  }

  #present(response: Record<string, unknown>): SoftCredential {
    const id = this.credentialId.toString('base64url');
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
  }
}

function signWith(key: KeyObject, authData: Buffer, clientData: Buffer): Buffer {
  return sign('sha256', signedBytes(authData, clientData), key);
}

function signedBytes(authData: Buffer, clientData: Buffer): Buffer {
  return Buffer.concat([authData, createHash('sha256').update(clientData).digest()]);
}

/** Views over buffers of Node’s pool are not what the encoder takes. */
function bytes(buffer: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer);
}
