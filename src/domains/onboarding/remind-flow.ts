import type { FoundJoining } from './find-joining.ts';
import { passkeyTopic, type Onboarding } from './types.ts';

/**
 * Tells the flow of a joining that the passkey is there, should nobody have: the hub that was to may have died first. The flow
 * would look by itself, but somebody waits. Telling it again does nothing.
 */
export async function remindFlow(
  { flows, logger }: Pick<Onboarding, 'flows' | 'logger'>,
  { joiningId, state, passkeyAt }: Pick<FoundJoining, 'joiningId' | 'state' | 'passkeyAt'>,
): Promise<void> {
  if (state !== 'awaiting_passkey' || passkeyAt === null) return;
  await flows()
    .send(joiningId, passkeyTopic, true, joiningId)
    .catch((error: unknown) => {
      logger.warn({ err: error, joiningId }, 'the flow of a joining finds the passkey later, by itself');
    });
}
