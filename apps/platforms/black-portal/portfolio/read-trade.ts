import { EventRejected, type PlatformEvent } from '@interlock/connector';
import { parseInr, type Paise } from '../../chassis/inr.ts';

/** An execution as the portal keeps it. */
export interface Trade {
  readonly userId: string;
  readonly executionId: string;
  readonly sequence: number | null;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: number;
  readonly value: Paise;
  readonly tradedOn: string | null;
}

/**
 * Reads a `trade_executed` event. Brokers that say little are understood: without a side it is a purchase,
 * without an execution id the event id is one, without a value it is price × quantity.
 *
 * @throws {EventRejected} `invalid_trade` when it cannot be booked; sending it again is pointless
 */
export function readTrade(event: PlatformEvent): Trade {
  const { userId, executionId, sequence } = event.payload;
  const trade = (event.payload['trade'] ?? {}) as Readonly<Record<string, unknown>>;
  const { symbol, side, quantity, price, value, tradedOn } = trade;
  if (typeof userId !== 'string' || typeof symbol !== 'string' || !isShares(quantity)) {
    throw invalid('a trade needs a userId, a symbol and a whole quantity of at least 1');
  }
  const worth = value === undefined ? readAmount(price) * BigInt(quantity) : readAmount(value);
  if (worth > valueMax) throw invalid('a trade of that value cannot be real');
  return {
    userId,
    executionId: typeof executionId === 'string' ? executionId : event.eventId,
    sequence: Number.isSafeInteger(sequence) ? (sequence as number) : null,
    symbol,
    side: side === 'sell' ? 'sell' : 'buy',
    quantity,
    value: worth,
    tradedOn: typeof tradedOn === 'string' ? tradedOn : null,
  };
}

// Bounds that keep the sum of any number of trades inside the 64 bits of its column.
const sharesMax = 1_000_000_000;
const valueMax: Paise = 10n ** 15n;

const isShares = (quantity: unknown): quantity is number =>
  Number.isSafeInteger(quantity) && (quantity as number) >= 1 && (quantity as number) <= sharesMax;

function readAmount(amount: unknown): Paise {
  try {
    return parseInr(String(amount));
  } catch (error) {
    throw invalid(`the trade cannot be valued: ${error instanceof Error ? error.message : 'no amount'}`);
  }
}

const invalid = (message: string): EventRejected => new EventRejected('invalid_trade', message);
