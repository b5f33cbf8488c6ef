import { createSignInLink, toOperatorName, type SignInLink, type StaffRole } from '#identity';
import type { Database } from '#infra/db';
import type { CliContext } from '../context.ts';
import { recordingAct } from './recording-act.ts';

export interface SignInLinkRequest {
  /** Where the hub is reached. */
  readonly publicUrl: string;
  /** Name under which deeds are recorded. */
  readonly operator: string;
  readonly role: StaffRole;
}

/** Makes a link that signs a member of staff in, and writes into the audit log that somebody on this machine did. */
export function makeSignInLink(
  context: Pick<CliContext, 'clock'>,
  database: Database,
  { publicUrl, operator, role }: SignInLinkRequest,
): Promise<SignInLink> {
  const { clock } = context;
  const name = toOperatorName(operator);
  const act = { action: 'sign_in_link.created', subject: { kind: role, id: name } };
  return recordingAct(context, act, () => createSignInLink({ database, clock, publicUrl }, name, role));
}
