import { createContext } from 'react';
import type { PlatformStatus } from '../../api/contract.ts';
import type { Rates } from './derive-rates.ts';

export interface FlowMoment {
  readonly platforms: readonly PlatformStatus[];
  readonly rates: Rates;
}

/** What flows right now, for the nodes and edges of the graph. */
export const FlowContext = createContext<FlowMoment>({
  platforms: [],
  rates: {
    accepted: 0,
    processed: 0,
    failed: 0,
    latencyMsP99: null,
    sources: new Map(),
    platforms: new Map(),
  },
});
