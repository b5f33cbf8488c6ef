import { joiningFlow, type Onboarding } from './types.ts';

const pageLength = 1_000;

/** Starts the flows of joinings whose hub died before it could. Those that run are left alone. */
export async function startForgotten({ database, clock, flows }: Onboarding): Promise<void> {
  const before = new Date(clock.now() - 10_000);
  for (let after = ''; ;) {
    const rows = await database.query<{ joining_id: string }>(
      `select joining_id from onboarding.joinings
       where ended_at is null and created_at < $1 and joining_id > $2 order by joining_id limit $3`,
      [before, after, pageLength],
    );
    for (const { joining_id: joiningId } of rows) await flows().start(joiningFlow, joiningId, { joiningId });
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageLength) return;
    after = last.joining_id;
  }
}
