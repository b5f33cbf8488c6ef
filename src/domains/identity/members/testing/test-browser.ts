import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import {
  SoftAuthenticator,
  type AuthenticatorHabits,
  type CreationOptions,
  type SoftCredential,
} from '../../../../../test/soft-authenticator.ts';
import { finishRegistration } from '../finish-registration.ts';
import { memberCookieName } from '../member-cookie.ts';
import type { RegistrationReason } from '../start-registration.ts';
import type { StoredPasskey } from '../store-passkey.ts';
import { beginRegistration } from './begin-registration.ts';
import { testOrigin, type TestMembers } from './open-test-members.ts';
import { makeTestDevice, type ProofHabits, type TestDevice } from './test-device.ts';

export interface BrowserAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
  readonly text: string;
}

export interface CallHabits extends ProofHabits {
  /** Another proof than the device’s for this request; `null`: none. */
  readonly proof?: string | null;
  readonly cookie?: string;
  /** Another hub on the same database. */
  readonly hubUrl?: string;
  /** Network address; another one for every call when absent, so that no limit is met by chance. */
  readonly address?: string;
}

const by = { kind: 'anonymous', id: '' } as const;

let addresses = 0;

function someAddress(): string {
  addresses += 1;
  return `10.0.${addresses >> 8}.${addresses & 255}`;
}

/** A member’s browser: a device key, an authenticator, a cookie. */
export class TestBrowser {
  cookie = '';
  readonly device: TestDevice;
  readonly authenticator: SoftAuthenticator;
  readonly #test: TestMembers;

  private constructor(test: TestMembers, device: TestDevice, authenticator: SoftAuthenticator) {
    this.#test = test;
    this.device = device;
    this.authenticator = authenticator;
  }

  static async open(
    test: TestMembers,
    authenticator = new SoftAuthenticator(testOrigin),
  ): Promise<TestBrowser> {
    return new TestBrowser(test, await makeTestDevice(test.clock, testOrigin), authenticator);
  }

  async call(method: string, path: string, json?: unknown, habits: CallHabits = {}): Promise<BrowserAnswer> {
    const { cookie = this.cookie, hubUrl = this.#test.url } = habits;
    const proof = habits.proof === undefined ? await this.device.prove(method, path, habits) : habits.proof;
    const response = await fetch(`${hubUrl}${path}`, {
      method,
      headers: {
        'x-forwarded-for': habits.address ?? someAddress(),
        ...(proof === null ? {} : { dpop: proof }),
        ...(cookie === '' ? {} : { cookie }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    const set = response.headers.get('set-cookie');
    if (set !== null) this.cookie = set.split(';')[0] ?? '';
    const text = await response.text();
    const body = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { status: response.status, headers: response.headers, body, text };
  }

  /** Asks for a challenge, and answers it. */
  async assert(habits: AuthenticatorHabits = {}): Promise<SoftCredential> {
    const { body } = await this.call('POST', '/api/identity/sign-in/options');
    return this.authenticator.get(body as { challenge: string; rpId: string }, habits);
  }

  /** Shows that the person is there, for one purpose: the body of what it is for. */
  async confirm(purpose: string, habits: AuthenticatorHabits = {}): Promise<{ credential: SoftCredential }> {
    const { body } = await this.call('POST', '/api/identity/confirmations', { purpose });
    const options = body as { challenge: string; rpId: string };
    return { credential: this.authenticator.get(options, habits) };
  }

  async signIn(habits: AuthenticatorHabits = {}): Promise<BrowserAnswer> {
    return this.call('POST', '/api/identity/sign-in', { credential: await this.assert(habits) });
  }

  /** Makes a passkey for a registration that was begun with this browser’s key. */
  async finish(
    registrationId: string,
    options: CreationOptions,
    habits: AuthenticatorHabits = {},
    joining?: () => Promise<void>,
  ): Promise<StoredPasskey> {
    const credential = await this.authenticator.create(options, habits);
    const stored = await finishRegistration(
      this.#test.members,
      {
        registrationId,
        keyThumbprint: this.device.thumbprint,
        response: credential as unknown as RegistrationResponseJSON,
        deviceName: 'Telephone',
      },
      by,
      joining,
    );
    if (stored.session !== null) this.cookie = `${memberCookieName}=${stored.session.token}`;
    return stored;
  }

  /** Registers this browser’s device for a person. */
  async register(
    personId: string,
    reason: RegistrationReason,
    habits: AuthenticatorHabits = {},
  ): Promise<StoredPasskey> {
    const key = this.device.thumbprint;
    const { registrationId, options } = await beginRegistration(this.#test, personId, reason, key);
    return this.finish(registrationId, options, habits, reason === 'joined' ? async () => {} : undefined);
  }
}
