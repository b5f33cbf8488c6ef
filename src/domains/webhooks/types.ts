import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from 'pino';
import type { Connectors } from '#connectors';
import type { AppendOutcome, EventLog, NewEvent } from '#events';
import type { MasterKey } from '#infra/crypto';
import type { Database } from '#infra/db';
import type { Clock } from '#kernel/time';

/** How a sender signs: Standard Webhooks, or the scheme of one of three well-known senders. */
export const webhookSchemes = ['standard', 'stripe', 'razorpay', 'whatsapp'] as const;
export type WebhookScheme = (typeof webhookSchemes)[number];

export interface WebhookSecret {
  readonly kind: 'signing' | 'verify_token';
  readonly value: string;
  /** Wall-clock milliseconds after which it is no longer accepted; `null`: it is the current one. */
  readonly expiresAtMs: number | null;
}

/** A third party that sends webhooks. */
export interface WebhookSource {
  readonly sourceId: string;
  readonly scheme: WebhookScheme;
  /** What the events that come of its webhooks name as their source. */
  readonly eventSource: string;
  readonly enabled: boolean;
  readonly createdAt: Date;
  /** All that are accepted now. */
  readonly secrets: readonly WebhookSecret[];
}

/** A webhook as it came in. */
export interface IncomingWebhook {
  readonly headers: IncomingHttpHeaders;
  /** The bytes of the body: signatures are over them, not over what they mean. */
  readonly rawBody: Buffer;
}

/** A webhook whose signature was good. */
export interface VerifiedWebhook {
  /** The sender’s own id of the message; `null` when the scheme has none for the whole of it. */
  readonly messageId: string | null;
}

/**
 * Turns a parsed body into events. What the hub has no use for becomes none, and is acknowledged.
 *
 * @throws `webhooks.unreadable_body`
 */
export type WebhookMapping = (
  body: unknown,
  context: { readonly source: WebhookSource; readonly messageId: string },
) => NewEvent[];

/** What became of one event of a webhook. */
export type WebhookResult = AppendOutcome & { readonly eventId: string | null };

export interface WebhookDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly masterKey: MasterKey;
  readonly log: EventLog;
  readonly connectors: Connectors;
  readonly logger: Logger;
}

/** The open domain of one process. Pass it to the verbs of this domain. */
export interface Webhooks extends WebhookDependencies {
  /** By id. Replaced as a whole whenever a hub changes one. */
  sources: ReadonlyMap<string, WebhookSource>;
  /** Reads the database now. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}
