import type { Replay, ReplaySelection } from './contract.ts';
import { request, withQuery } from './request.ts';

const segment = encodeURIComponent;

/** Everything the console can do to the hub. */
export const commands = {
  signOut: () => request<undefined>('/api/session', { method: 'DELETE' }),
  enablePlatform: (id: string) =>
    request(`/api/admin/platforms/${segment(id)}/enable`, { method: 'POST', body: {} }),
  disablePlatform: (id: string) =>
    request(`/api/admin/platforms/${segment(id)}/disable`, { method: 'POST', body: {} }),
  /** `null`: the primary is preferred again. */
  preferAddress: (id: string, address: string | null) =>
    request(`/api/admin/platforms/${segment(id)}/active-address`, { method: 'PUT', body: { address } }),
  retryDeadLetter: (id: number, payload?: Readonly<Record<string, unknown>>) =>
    request(`/api/admin/dead-letters/${id}/retry`, {
      method: 'POST',
      body: payload === undefined ? {} : { payload },
    }),
  discardDeadLetter: (id: number, reason: string) =>
    request(withQuery(`/api/admin/dead-letters/${id}`, { reason }), { method: 'DELETE' }),
  /** Counts what `startReplay` would send; sends nothing. */
  countReplay: (selection: ReplaySelection) =>
    request<{ matched: number }>('/api/admin/replays', { method: 'POST', body: { selection, dryRun: true } }),
  startReplay: (selection: ReplaySelection, ratePerSecond: number) =>
    request<Replay>('/api/admin/replays', { method: 'POST', body: { selection, ratePerSecond } }),
  cancelReplay: (id: string) => request(`/api/admin/replays/${segment(id)}`, { method: 'DELETE' }),
  cancelBulkJob: (id: string) => request(`/api/integration/sync/bulk/${segment(id)}`, { method: 'DELETE' }),
};
