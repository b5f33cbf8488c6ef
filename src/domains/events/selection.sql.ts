/** What to look for; every given part must fit. */
export interface EventSelection {
  readonly userId?: string | undefined;
  readonly source?: string | undefined;
  readonly eventTypes?: readonly string[] | undefined;
  /** Events that this platform must get. */
  readonly platform?: string | undefined;
  /** Accepted at or after. */
  readonly from?: Date | undefined;
  /** Accepted before. */
  readonly to?: Date | undefined;
}

/** SQL for a selection: parameters $1 to $6. */
export const selectionCondition = `
      ($1::text is null or l.user_id = $1)
  and ($2::text is null or l.source = $2)
  and ($3::text[] is null or l.event_type = any ($3))
  and ($4::text is null or $4 = any (string_to_array(l.targets, ',')))
  and ($5::timestamptz is null or l.accepted_at >= $5)
  and ($6::timestamptz is null or l.accepted_at < $6)`;

/** The values of {@link selectionCondition}’s parameters. */
export const selectionParameters = (selection: EventSelection): unknown[] => [
  selection.userId ?? null,
  selection.source ?? null,
  selection.eventTypes ?? null,
  selection.platform ?? null,
  selection.from ?? null,
  selection.to ?? null,
];
