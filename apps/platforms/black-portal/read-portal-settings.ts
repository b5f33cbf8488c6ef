/** Where members find the portal, and where the portal finds the hub. */
export interface PortalSettings {
  /** Origins under which members open the pages: `https://portal.example`. The first is the usual one. */
  readonly origins: readonly string[];
  /** Address at which this process reaches the hub. */
  readonly hubUrl: string;
  /** The hub’s public address, as its tokens name it in `iss`. */
  readonly issuer: string;
  /** With it the house’s own systems reach the portal’s other addresses; absent: these are closed. */
  readonly houseKey: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `HUB_URL`, `HUB_ISSUER` (the hub’s public address; `HUB_URL` when absent), `PUBLIC_ORIGINS` (comma
 * separated; http://localhost with the process’s port when absent) and `HOUSE_KEY`.
 *
 * @returns `null` without a hub: nobody can join or sign in then, and the portal shows no pages
 */
export function readPortalSettings(environment: Environment, port: number): PortalSettings | null {
  const { HUB_URL, HUB_ISSUER, PUBLIC_ORIGINS, PORT, HOUSE_KEY } = environment;
  if (!HUB_URL) return null;
  const origins = (PUBLIC_ORIGINS ?? '').split(/[\s,]+/).filter(Boolean);
  return {
    origins: origins.length > 0 ? origins : [`http://localhost:${PORT || port}`],
    hubUrl: HUB_URL,
    issuer: HUB_ISSUER || HUB_URL,
    houseKey: HOUSE_KEY || undefined,
  };
}
