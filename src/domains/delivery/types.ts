import type { LogEntry } from '#events';

/** What went wrong with a delivery, for people and for the dead letter. */
export interface DeliveryError {
  /** Stable: the platform’s own code, or one of ours such as `timeout`, `http_500`, `invalid_answer`. */
  readonly code: string;
  readonly message: string;
  readonly batchId: string;
  readonly address?: string;
  readonly responseStatus?: number;
  /** The beginning of what the platform answered. */
  readonly responseBody?: string;
}

/** One event on its way to one platform. */
export interface Parcel {
  readonly entry: LogEntry;
  readonly lane: string;
  /** What is sent: the entry’s body, or what a person corrected it to. */
  readonly body: string;
  /** Attempts that failed because of this event. */
  attempts: number;
  /** It has a row in `delivery.parked`. */
  readonly parked: boolean;
  /** Nothing more is to be done with it in this process. */
  settled: boolean;
  /** Its shard went to another hub; whatever comes of it is not ours to write. */
  abandoned: boolean;
}

export interface Batch {
  readonly id: string;
  readonly platform: string;
  readonly parcels: readonly Parcel[];
}

/** How one platform wants to be served. */
export interface DeliveryTerms {
  readonly batchSize: number;
  readonly concurrency: number;
  readonly retry: { readonly attemptsMax: number; readonly delayMsBase: number; readonly delayMsMax: number };
  /** After a dead letter the person’s later events go on, or wait until somebody resolves it. */
  readonly onDeadLetter: 'continue' | 'hold';
}
