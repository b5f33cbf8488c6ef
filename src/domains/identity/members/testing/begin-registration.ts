import {
  startRegistration,
  type RegistrationOrigin,
  type RegistrationReason,
  type StartedRegistration,
} from '../start-registration.ts';
import type { TestMembers } from './open-test-members.ts';

/** Begins a registration in a transaction of its own. */
export function beginRegistration(
  { members }: Pick<TestMembers, 'members'>,
  personId: string,
  reason: RegistrationReason,
  keyThumbprint: string,
  origin: RegistrationOrigin = {},
): Promise<StartedRegistration> {
  return members.database.transaction((transaction) =>
    startRegistration({ ...members, database: transaction }, personId, reason, keyThumbprint, origin),
  );
}
