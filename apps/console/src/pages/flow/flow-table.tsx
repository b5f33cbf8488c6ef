import type { ReactNode } from 'react';
import type { PlatformStatus } from '../../api/contract.ts';
import { platformState } from '../../components/states.ts';
import { formatCount, formatDuration, formatRate } from '../../format/numbers.ts';
import type { Rates } from './derive-rates.ts';

export interface FlowTableProps {
  readonly platforms: readonly PlatformStatus[];
  readonly rates: Rates;
}

/** The graph in words and numbers, for screen readers. */
export function FlowTable({ platforms, rates }: FlowTableProps): ReactNode {
  return (
    <div className="hidden-text">
      <table>
        <caption>Platforms and what flows to and from them</caption>
        <thead>
          <tr>
            <th scope="col">Platform</th>
            <th scope="col">State</th>
            <th scope="col">Sends per second</th>
            <th scope="col">Receives per second</th>
            <th scope="col">Fails per second</th>
            <th scope="col">Latency, p99</th>
            <th scope="col">Events waiting</th>
          </tr>
        </thead>
        <tbody>
          {platforms.map((platform) => {
            const rate = rates.platforms.get(platform.platformId);
            return (
              <tr key={platform.platformId}>
                <th scope="row">{platform.displayName}</th>
                <td>{platformState(platform).label}</td>
                <td>{formatRate(rates.sources.get(platform.platformId) ?? 0)}</td>
                <td>{formatRate(rate?.processed ?? 0)}</td>
                <td>{formatRate(rate?.failed ?? 0)}</td>
                <td>{formatDuration(rate?.latencyMs?.p99 ?? null)}</td>
                <td>{formatCount(platform.lag)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
