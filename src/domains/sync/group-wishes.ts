import type { SettledProfiles, UserSyncRequest, WishGroup } from './types.ts';

interface Waiting {
  readonly wish: UserSyncRequest;
  readonly resolve: (profiles: { readonly settled: SettledProfiles }) => void;
  readonly reject: (error: unknown) => void;
}

/** Most wishes in one transaction and one request to a platform. */
const wishesMax = 500;

/**
 * Gathers wishes: those that arrive while a transaction is under way share the next one. A second wish about the
 * same person waits for the next but one, so that wishes of one person take effect in the order of arrival.
 *
 * @param commit writes wishes about distinct people; what it resolves with may settle later
 */
export function groupWishes(
  commit: (wishes: readonly UserSyncRequest[]) => Promise<{ readonly settled: SettledProfiles }>,
): WishGroup {
  let waiting: Waiting[] = [];
  let isWriting = false;

  async function write(): Promise<void> {
    while (waiting.length > 0) {
      const group = takeGroup();
      try {
        const committed = await commit(group.map(({ wish }) => wish));
        for (const { resolve } of group) resolve(committed);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    isWriting = false;
  }

  function takeGroup(): Waiting[] {
    const group = new Map<string, Waiting>();
    const later: Waiting[] = [];
    for (const item of waiting) {
      const isFree = group.size < wishesMax && !group.has(item.wish.userId);
      if (isFree) group.set(item.wish.userId, item);
      else later.push(item);
    }
    waiting = later;
    return [...group.values()];
  }

  return {
    async add(wish) {
      const { settled } = await new Promise<{ readonly settled: SettledProfiles }>((resolve, reject) => {
        waiting.push({ wish, resolve, reject });
        if (isWriting) return;
        isWriting = true;
        // After the requests that have arrived by now were read, so that they share the transaction.
        setImmediate(() => void write());
      });
      const profile = (await settled).get(wish.userId);
      if (profile === undefined) throw new Error('a profile that was just written cannot be read');
      return profile;
    },
  };
}
