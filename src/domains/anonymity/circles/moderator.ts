import type { Act, Actor } from '#audit';

/** Who moderates, why, and from where: what the audit log says of it. */
export interface Moderator {
  readonly actor: Actor;
  readonly reason: string;
  readonly origin?: Act['origin'];
}
