export interface ClientData {
  /** The challenge that the browser says it answered; empty when it says none. */
  readonly challenge: string;
  /** Whether the page stood in a frame of another site. */
  readonly crossOrigin: boolean;
}

/**
 * What a browser says of a WebAuthn ceremony, before anything is verified (WebAuthn §5.8.1): enough to find the challenge.
 * What was signed is compared with it afterwards. What cannot be read says nothing.
 */
export function readClientData(clientDataJson: unknown): ClientData {
  try {
    const text = Buffer.from(clientDataJson as string, 'base64url').toString();
    const { challenge, crossOrigin } = JSON.parse(text) as Partial<Record<keyof ClientData, unknown>>;
    return { challenge: typeof challenge === 'string' ? challenge : '', crossOrigin: crossOrigin === true };
  } catch {
    return { challenge: '', crossOrigin: false };
  }
}
