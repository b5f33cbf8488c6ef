import { joiningFlow, type Onboarding } from './types.ts';

/** Starts the flows of joinings whose hub died before it could. Those that run are left alone. */
export async function startForgotten({ database, clock, flows }: Onboarding): Promise<void> {
  const rows = await database.query<{ joining_id: string }>(
    'select joining_id from onboarding.joinings where ended_at is null and created_at < $1 limit 1000',
    [new Date(clock.now() - 10_000)],
  );
  for (const { joining_id: joiningId } of rows) await flows().start(joiningFlow, joiningId, { joiningId });
}
