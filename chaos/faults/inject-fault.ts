import { setTimeout as pause } from 'node:timers/promises';
import type { DurationMs } from '#kernel/time';
import type { Fault } from '../schedule/types.ts';
import type { Stage, StageHub } from '../stage/types.ts';
import { cutConnections } from './cut-connections.ts';
import { hangProcess } from './hang-process.ts';

/**
 * Lets one fault happen, and undoes it when its time is over. Killed processes come back by themselves.
 *
 * @throws when `signal` is aborted, after the fault was undone
 */
export async function injectFault(stage: Stage, fault: Fault, signal: AbortSignal): Promise<void> {
  switch (fault.kind) {
    case 'kill_hub':
      return hubOf(stage, fault.hub).ward.kill(fault.downMs);
    case 'kill_platform':
      return stage.platforms[fault.platform].ward.kill(fault.downMs);
    case 'kill_database':
      return stage.postgresWard.kill(fault.downMs);
    case 'hang_hub':
      return hangProcess(hubOf(stage, fault.hub).ward, fault.forMs, signal);
    case 'hang_platform':
      return hangProcess(stage.platforms[fault.platform].ward, fault.forMs, signal);
    case 'slow_platform': {
      const { proxy } = stage.platforms[fault.platform];
      proxy.slow(fault.latencyMs);
      return whole(fault.forMs, signal, () => proxy.slow(0));
    }
    case 'stall_platform': {
      const { proxy } = stage.platforms[fault.platform];
      proxy.stall();
      return whole(fault.forMs, signal, () => proxy.resume());
    }
    case 'cut_platform':
      return cutConnections(stage.platforms[fault.platform].proxy, fault.forMs, signal);
    case 'cut_senders':
      return cutConnections(stage.senderProxy, fault.forMs, signal);
    case 'cut_database':
      return cutConnections(hubOf(stage, fault.hub).databaseProxy, fault.forMs, signal);
    case 'stall_database': {
      const { databaseProxy } = hubOf(stage, fault.hub);
      databaseProxy.stall();
      return whole(fault.forMs, signal, () => databaseProxy.resume());
    }
    case 'shift_clock':
      return hubOf(stage, fault.hub).shiftClock(fault.shiftMs);
  }
}

function hubOf(stage: Stage, number: number): StageHub {
  const hub = stage.hubs[number];
  if (hub === undefined) throw new RangeError(`there is no hub ${number}`);
  return hub;
}

/** Waits, and makes it whole again, come what may. */
async function whole(forMs: DurationMs, signal: AbortSignal, undo: () => void): Promise<void> {
  try {
    await pause(forMs, undefined, { signal });
  } finally {
    undo();
  }
}
