/**
 * The person whom a payment’s metadata names, under either spelling. Merchants attach it when they create the
 * payment; without it the payment belongs to nobody yet.
 */
export function userIdOf(metadata: unknown): { readonly userId?: string } {
  if (typeof metadata !== 'object' || metadata === null) return {};
  const { userId, user_id: alternative } = metadata as Record<string, unknown>;
  const named = userId ?? alternative;
  return typeof named === 'string' && named !== '' ? { userId: named } : {};
}
