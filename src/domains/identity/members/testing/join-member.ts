import type { Tier } from '#kernel/tiers';
import type { AuthenticatorHabits } from '../../../../../test/soft-authenticator.ts';
import { activatePerson } from '../activate-person.ts';
import { createInvitations } from '../create-invitations.ts';
import { redeemInvitation } from '../redeem-invitation.ts';
import type { TestMembers } from './open-test-members.ts';
import { TestBrowser } from './test-browser.ts';

export interface JoinedMember {
  readonly personId: string;
  readonly deviceId: string;
  /** Signed in. */
  readonly browser: TestBrowser;
}

const by = { kind: 'staff', id: 'operator' } as const;

/** Somebody who is joining and has no passkey yet; without a tier, a contractor. */
export async function inviteSomebody(
  { members }: TestMembers,
  tier: Tier | null = 'onyx',
): Promise<{ readonly personId: string; readonly code: string; readonly invitationId: string }> {
  const { invitations } = await createInvitations(
    members,
    { tier, role: tier === null ? 'contractor' : 'member' },
    by,
  );
  const { code, invitationId } = invitations[0]!;
  const { personId } = await redeemInvitation(members, code, { displayName: 'Asha' }, by);
  return { personId, code, invitationId };
}

/** A member who has joined, with the device it joined on. */
export async function joinMember(
  test: TestMembers,
  tier: Tier | null = 'onyx',
  habits: AuthenticatorHabits = {},
): Promise<JoinedMember> {
  const { personId } = await inviteSomebody(test, tier);
  const browser = await TestBrowser.open(test);
  const { session } = await browser.register(personId, 'joined', habits);
  await activatePerson(test.members, personId, by);
  return { personId, deviceId: session!.deviceId, browser };
}
