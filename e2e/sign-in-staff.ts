import { createSignInLink, redeemSignInLink, type StaffRole } from '#identity';
import type { Hub } from '../apps/hub/open-hub.ts';

/** Signs a member of staff in. @returns the cookie that says so */
export async function signInStaff(
  { identity }: Pick<Hub, 'identity'>,
  role: StaffRole,
  operator = 'asha',
): Promise<string> {
  const { url } = await createSignInLink(identity, operator, role);
  const { token } = await redeemSignInLink(identity, new URL(url).searchParams.get('token') ?? '');
  return `interlock_session=${token}`;
}
