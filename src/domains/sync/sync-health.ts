/** How the platforms stand to a person: `healthy`, everything confirmed; see `sync.state_health` in the migrations. */
export const syncHealths = ['healthy', 'degraded', 'failed'] as const;
export type SyncHealth = (typeof syncHealths)[number];
