import type pg from 'pg';
import type { PlatformId } from '#kernel/platforms';
import type { Cancellable, DurationMs } from '#kernel/time';
import { addressesOf, type PlatformConfig } from '../platform-config.ts';
import type { AddressHealth, Connectors, LivePlatform, PlatformChange } from '../types.ts';
import { nextCheckDelay } from './next-check-delay.ts';
import { chooseAddress } from './choose-address.ts';
import type { Office } from './elect-leader.ts';
import { judgeAddress, unseenAddress, type AddressRecord } from './judge-address.ts';
import { createProber, type CheckResult, type Prober } from './create-prober.ts';
import { publishHealth, type Observation, type RouteMove } from './publish-health.ts';

// Suspicions come in swarms; one check answers all that came since the last.
const suspicionQuietMs: DurationMs = 250;

interface Watch {
  readonly platformId: PlatformId;
  readonly address: string;
  readonly config: PlatformConfig;
  readonly prober: Prober;
  record: AddressRecord;
  checking: boolean;
  /** Some hub process lost faith in it since the last check began. */
  suspected: boolean;
  checkedAt: DurationMs;
  timer: Cancellable | undefined;
}

/**
 * Checks all addresses of all enabled platforms, each at its own pace and never twice at once, so that a hanging
 * one delays nobody; writes what it sees, and moves routes.
 */
export function watchAddresses(connectors: Connectors, client: pg.Client): Office {
  const watcher = new AddressWatcher(connectors, client);
  const onChange = ({ kind }: PlatformChange): void => {
    if (kind === 'config') watcher.reconcile();
  };
  const onSuspicion = (platformId: PlatformId): void => watcher.suspect(platformId);
  connectors.listeners.add(onChange);
  connectors.suspicionListeners.add(onSuspicion);
  watcher.reconcile();
  return {
    async close() {
      connectors.listeners.delete(onChange);
      connectors.suspicionListeners.delete(onSuspicion);
      await watcher.close();
    },
  };
}

class AddressWatcher {
  readonly #connectors: Connectors;
  readonly #client: pg.Client;
  readonly #watches = new Map<string, Watch>();
  #observations: Observation[] = [];
  #publishing: Promise<void> | undefined;
  #closed = false;

  constructor(connectors: Connectors, client: pg.Client) {
    this.#connectors = connectors;
    this.#client = client;
  }

  /** Watches what is registered now, and nothing else. A changed configuration starts its watches anew. */
  reconcile(): void {
    if (this.#closed) return;
    const wanted = new Set<string>();
    for (const platform of this.#connectors.platforms.values()) {
      if (!platform.config.enabled) continue;
      for (const address of addressesOf(platform.config)) {
        const key = `${platform.config.id} ${address}`;
        wanted.add(key);
        const watch = this.#watches.get(key);
        if (watch?.config === platform.config) continue;
        if (watch !== undefined) this.#end(key, watch);
        this.#begin(key, platform, address, watch?.record);
      }
    }
    for (const [key, watch] of this.#watches) {
      if (!wanted.has(key)) this.#end(key, watch);
    }
  }

  suspect(platformId: PlatformId): void {
    const platform = this.#connectors.platforms.get(platformId);
    const watch = this.#watches.get(`${platformId} ${platform?.route.activeAddress ?? ''}`);
    if (watch === undefined) return;
    watch.suspected = true;
    if (!watch.checking) this.#scheduleCheck(watch, Infinity);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const [key, watch] of this.#watches) this.#end(key, watch);
    await this.#publishing;
  }

  #begin(key: string, platform: LivePlatform, address: string, record: AddressRecord | undefined): void {
    const { dependencies } = this.#connectors;
    const watch: Watch = {
      platformId: platform.config.id,
      address,
      config: platform.config,
      prober: createProber(dependencies, platform.config, address),
      record: record ?? recall(platform.health.get(address)),
      checking: false,
      suspected: false,
      checkedAt: 0,
      timer: undefined,
    };
    this.#watches.set(key, watch);
    void this.#check(watch);
  }

  #end(key: string, watch: Watch): void {
    watch.timer?.cancel();
    this.#watches.delete(key);
    // Ends a check that is under way as well; what it then says is not heard.
    watch.prober.close().catch(() => {});
  }

  async #check(watch: Watch): Promise<void> {
    const { clock, settings, logger } = this.#connectors.dependencies;
    watch.checking = true;
    const startedAt = clock.monotonic();
    const result = await watch.prober.check();
    watch.checking = false;
    if (!this.#isCurrent(watch)) return;
    watch.checkedAt = clock.monotonic();
    const previous = watch.record;
    watch.record = judgeAddress(previous, result, watch.checkedAt);
    if (watch.record.state !== previous.state) {
      const { platformId, address, record } = watch;
      logger.info(
        { platform: platformId, address, state: record.state, reason: result.message },
        'health changed',
      );
    }
    this.#publish(watch, result);
    const spentMs = watch.checkedAt - startedAt;
    this.#scheduleCheck(watch, nextCheckDelay(watch.record, settings.healthIntervalMs, spentMs));
  }

  #scheduleCheck(watch: Watch, delayMs: DurationMs): void {
    const { clock } = this.#connectors.dependencies;
    const suspicionDelayMs = Math.max(0, watch.checkedAt + suspicionQuietMs - clock.monotonic());
    watch.timer?.cancel();
    watch.timer = clock.schedule(watch.suspected ? Math.min(delayMs, suspicionDelayMs) : delayMs, () => {
      watch.suspected = false;
      void this.#check(watch);
    });
  }

  #isCurrent(watch: Watch): boolean {
    return !this.#closed && this.#watches.get(`${watch.platformId} ${watch.address}`) === watch;
  }

  /** What is observed while a write is under way goes into the next one. */
  #publish(watch: Watch, result: CheckResult): void {
    const { platformId, address, record } = watch;
    this.#observations.push({ platformId, address, state: record.state, result });
    this.#publishing ??= this.#publishAll().finally(() => {
      this.#publishing = undefined;
    });
  }

  async #publishAll(): Promise<void> {
    const { database, logger } = this.#connectors.dependencies;
    while (this.#observations.length > 0 && !this.#closed) {
      const latest = new Map(this.#observations.map((each) => [`${each.platformId} ${each.address}`, each]));
      this.#observations = [];
      const platformIds = new Set(Array.from(latest.values(), ({ platformId }) => platformId));
      const moves = Array.from(platformIds, (platformId) => this.#decideMove(platformId));
      try {
        await publishHealth(
          this.#client,
          database.texts,
          [...latest.values()],
          moves.filter((move) => move !== undefined),
        );
      } catch (error) {
        // A lost session ends the office; the next leader finds out by itself.
        logger.warn({ err: error }, 'health could not be written');
      }
    }
  }

  #decideMove(platformId: PlatformId): RouteMove | undefined {
    const platform = this.#connectors.platforms.get(platformId);
    if (platform === undefined) return undefined;
    const { config, route } = platform;
    const decision = chooseAddress(
      {
        activeAddress: route.activeAddress,
        preferredAddress: route.pinnedAddress ?? config.addresses.primary,
        addresses: addressesOf(config),
        failbackAfterMs: config.health.failbackAfterMs,
      },
      (address) => this.#watches.get(`${platformId} ${address}`)?.record ?? unseenAddress,
      this.#connectors.dependencies.clock.monotonic(),
    );
    if (decision === undefined) return undefined;
    const { activeAddress: from, pinnedAddress } = route;
    return { platformId, from, to: decision.address, pinnedAddress, reason: decision.reason };
  }
}

/** Goes on from what an earlier leader wrote, so that a takeover alone changes no state. */
function recall(health: AddressHealth | undefined): AddressRecord {
  if (health === undefined || health.state === 'unknown') return unseenAddress;
  return { state: health.state, verdict: health.state, verdictsInRow: 1, steadySince: null };
}
