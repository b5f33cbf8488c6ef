import {
  SoftAuthenticator,
  type AuthenticatorHabits,
  type CreationOptions,
  type SoftCredential,
} from '../test/soft-authenticator.ts';
import { makeSoftDevice, type SoftDevice } from '../test/soft-device.ts';

export interface MemberAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** A member’s browser on one device: its key, its authenticator, its cookie. Talks to the hub as a portal’s pages do. */
export class MemberClient {
  cookie = '';
  readonly device: SoftDevice;
  readonly authenticator: SoftAuthenticator;
  /** Where the next request goes. */
  hubUrl: string;
  readonly #origin: string;
  readonly #address: string | undefined;

  private constructor(hubUrl: string, origin: string, device: SoftDevice, address: string | undefined) {
    this.hubUrl = hubUrl;
    this.#origin = origin;
    this.#address = address;
    this.device = device;
    this.authenticator = new SoftAuthenticator(origin);
  }

  /** @param address network address, told to hubs that trust this machine as a proxy */
  static async make(
    hubUrl: string,
    origin = 'http://localhost:4101',
    address?: string,
  ): Promise<MemberClient> {
    return new MemberClient(hubUrl, origin, await makeSoftDevice(), address);
  }

  /** A request with a proof of this device’s key; `proof: null` leaves it out. */
  async call(
    method: string,
    path: string,
    json?: unknown,
    { proof, cookie = this.cookie }: { proof?: string | null; cookie?: string } = {},
  ): Promise<MemberAnswer> {
    const dpop = proof === undefined ? await this.prove(method, path) : proof;
    const response = await fetch(`${this.hubUrl}${path}`, {
      method,
      headers: {
        ...(this.#address === undefined ? {} : { 'x-forwarded-for': this.#address }),
        ...(dpop === null ? {} : { dpop }),
        ...(cookie === '' ? {} : { cookie }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    const set = response.headers.get('set-cookie');
    if (set !== null) this.cookie = set.split(';')[0] ?? '';
    const text = await response.text();
    const body = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text };
    return { status: response.status, headers: response.headers, body };
  }

  prove(method: string, path: string): Promise<string> {
    return this.device.prove(method, `${this.#origin}${path}`);
  }

  redeem(code: string, displayName = 'Asha'): Promise<MemberAnswer> {
    return this.call('POST', '/api/onboarding', { code, displayName });
  }

  async register(joining: MemberAnswer, habits: AuthenticatorHabits = {}): Promise<MemberAnswer> {
    const credential = await this.authenticator.create(joining.body['options'] as CreationOptions, habits);
    const path = `/api/onboarding/${String(joining.body['joiningId'])}/passkey`;
    return this.call('POST', path, { credential, deviceName: 'Telephone' });
  }

  /** Waits until joining is over. */
  async joined(joiningId: string): Promise<MemberAnswer> {
    let since = 'awaiting_passkey';
    for (;;) {
      const answer = await this.call('GET', `/api/onboarding/${joiningId}?since=${since}`);
      since = String(answer.body['state']);
      if (since !== 'awaiting_passkey' && since !== 'preparing') return answer;
    }
  }

  /** From invitation to welcome. */
  async join(code: string, habits: AuthenticatorHabits = {}): Promise<MemberAnswer> {
    const joining = await this.redeem(code);
    if (joining.status !== 201) return joining;
    const registered = await this.register(joining, habits);
    if (registered.status !== 201) return registered;
    return this.joined(String(joining.body['joiningId']));
  }

  async assert(habits: AuthenticatorHabits = {}): Promise<SoftCredential> {
    const { body } = await this.call('POST', '/api/identity/sign-in/options');
    return this.authenticator.get(body as { challenge: string; rpId: string }, habits);
  }

  /** Shows that the person is there, for one purpose: the body of what it is for. */
  async confirm(purpose: 'second_key' | 'device_code'): Promise<{ credential: SoftCredential }> {
    const { body } = await this.call('POST', '/api/identity/confirmations', { purpose });
    return { credential: this.authenticator.get(body as { challenge: string; rpId: string }) };
  }

  async signIn(habits: AuthenticatorHabits = {}): Promise<MemberAnswer> {
    const credential = await this.assert(habits);
    return this.call('POST', '/api/identity/sign-in', { credential });
  }
}
