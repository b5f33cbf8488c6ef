import type { Database } from '#infra/db';

/** An act as the audit log holds it. */
export interface FoundAct {
  readonly action: string;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly subject: { readonly kind: string; readonly id: string } | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly personal: Readonly<Record<string, string>>;
  readonly origin: { readonly address: string | null; readonly requestId: string | null };
}

/** What was recorded of a kind, the oldest first, whether or not it is in the log yet. */
export async function findActs({ query }: Pick<Database, 'query'>, action: string): Promise<FoundAct[]> {
  // One statement: the sequencer moves rows from one table to the other.
  const rows = await query<{ content: string }>(
    `select content from (
       select content, 0 as part, index as place from audit.entries
       union all select content, 1, pending_id from audit.pending) acts
     order by part, place`,
  );
  return rows
    .map(({ content }) => JSON.parse(content.replace(/^~/, '')) as FoundAct)
    .filter((act) => act.action === action);
}
