import { formatSeconds } from '../report/format-seconds.ts';
import type { Fault } from './types.ts';

/** A fault in a few words, for the timeline. */
export function describeFault(fault: Fault): string {
  switch (fault.kind) {
    case 'kill_hub':
      return `kill -9 hub ${fault.hub + 1}, back after ${formatSeconds(fault.downMs)}`;
    case 'kill_platform':
      return `kill -9 ${fault.platform}, back after ${formatSeconds(fault.downMs)}`;
    case 'kill_database':
      return `kill -9 PostgreSQL with all its processes, back after ${formatSeconds(fault.downMs)}`;
    case 'hang_hub':
      return `hub ${fault.hub + 1} hangs for ${formatSeconds(fault.forMs)}`;
    case 'hang_platform':
      return `${fault.platform} hangs for ${formatSeconds(fault.forMs)}`;
    case 'slow_platform':
      return `the way to ${fault.platform} is ${fault.latencyMs} ms longer for ${formatSeconds(fault.forMs)}`;
    case 'stall_platform':
      return `nothing passes between hubs and ${fault.platform} for ${formatSeconds(fault.forMs)}`;
    case 'cut_platform':
      return `connections of hubs to ${fault.platform} are reset for ${formatSeconds(fault.forMs)}`;
    case 'cut_senders':
      return `connections of platforms to hubs are reset for ${formatSeconds(fault.forMs)}`;
    case 'cut_database':
      return `connections of hub ${fault.hub + 1} to PostgreSQL are reset for ${formatSeconds(fault.forMs)}`;
    case 'stall_database':
      return `nothing passes between hub ${fault.hub + 1} and PostgreSQL for ${formatSeconds(fault.forMs)}`;
    case 'shift_clock':
      return `the clock of hub ${fault.hub + 1} jumps to ${formatSeconds(fault.shiftMs)} off`;
  }
}
