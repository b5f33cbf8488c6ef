import { randomUUID } from 'node:crypto';
import type { ProvenTier } from '@interlock/connector';
import type { Queryable } from '../../chassis/open-pool.ts';

export interface AnonymousRequest {
  readonly service: string;
  readonly details: string;
  readonly at: Date;
}

/** Takes down what somebody asks for whom we know by tier and pseudonym only. @returns its id */
export async function openRequest(
  queryable: Queryable,
  { pseudonym, tier }: ProvenTier,
  { service, details, at }: AnonymousRequest,
): Promise<string> {
  const requestId = randomUUID();
  await queryable.query(
    `insert into support.anonymous_requests (request_id, pseudonym, tier, service, details, opened_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [requestId, pseudonym, tier, service, details, at],
  );
  return requestId;
}
