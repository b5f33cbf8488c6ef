import type { Clock } from '#kernel/time';
import { openConsoleLink, type ConsoleLink, type Outlet } from './console-link.ts';
import { sampleEvents } from './sample-events.ts';
import type { RealtimeSources, Unsubscribe } from './sources.ts';

export interface RealtimeOptions {
  readonly clock: Clock;
  readonly sources: RealtimeSources;
}

export interface Realtime {
  /** Consoles that are open on this hub. */
  readonly consoleCount: number;
  /**
   * Sends the snapshot, then everything that follows it, until the returned function is called. Whatever
   * changes while the snapshot is read is sent after it.
   *
   * @param permissions of whoever reads: only what they cover is sent
   * @throws what reading the snapshot throws; the console is then not attached
   */
  attach(outlet: Outlet, permissions: ReadonlySet<string>): Promise<Unsubscribe>;
}

/** Spreads what the sources tell over all open consoles. */
export function openRealtime({ clock, sources }: RealtimeOptions): Realtime {
  const links = new Set<ConsoleLink>();
  let stopListening: Unsubscribe | undefined;

  const toAll = (send: (link: ConsoleLink) => void): void => {
    for (const link of links) send(link);
  };

  function listen(): Unsubscribe {
    const sampler = sampleEvents(clock, (events, leftOut) => {
      toAll((link) => link.sendSample({ type: 'events', events, leftOut }));
    });
    const unsubscribes = [
      sources.onEvents((events) => sampler.add(events)),
      sources.onFlows((points) => toAll((link) => link.sendSample({ type: 'flows', points }))),
      sources.onPlatforms((platforms) => {
        toAll((link) => link.sendState('platforms', { type: 'platforms', platforms }));
      }),
      sources.onDeadLetters((counts) => {
        toAll((link) => link.sendState('dead_letters', { type: 'dead_letters', ...counts }));
      }),
      sources.onJob((job) => toAll((link) => link.sendState(`job ${job.jobId}`, { type: 'job', job }))),
    ];
    return () => {
      sampler.stop();
      for (const unsubscribe of unsubscribes) unsubscribe();
    };
  }

  function join(link: ConsoleLink): void {
    links.add(link);
    stopListening ??= listen();
  }

  function leave(link: ConsoleLink): void {
    links.delete(link);
    if (links.size > 0) return;
    stopListening?.();
    stopListening = undefined;
  }

  return {
    get consoleCount() {
      return links.size;
    },
    async attach(outlet, permissions) {
      const link = openConsoleLink(outlet, permissions);
      join(link);
      try {
        const snapshot = await sources.readSnapshot();
        link.begin({ type: 'snapshot', at: new Date(clock.now()).toISOString(), ...snapshot });
      } catch (error) {
        leave(link);
        throw error;
      }
      return () => leave(link);
    },
  };
}
