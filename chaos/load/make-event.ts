import type { Execution } from './ledger.ts';

/** A trade as a broker of its own would tell the hub. Sent again, it must be the same to the last character. */
export function makeEvent({ userId, executionId, sequence }: Execution): object {
  return {
    eventId: executionId,
    timestamp: new Date().toISOString(),
    source: 'trading_platform',
    eventType: 'trade_executed',
    payload: {
      userId,
      executionId,
      sequence,
      trade: { symbol: 'RELIANCE', side: 'buy', quantity: 1, price: '1372.50', currency: 'INR' },
    },
    requiresSync: ['black_portal', 'support_portal'],
  };
}
