import type { Paise } from '../../chassis/inr.ts';

export type Side = 'buy' | 'sell';

export interface Order {
  /** The caller’s name for this order, unique per person; the same order again is not filled again. */
  readonly orderId: string;
  readonly userId: string;
  readonly symbol: string;
  readonly side: Side;
  /** Whole shares, at least 1. */
  readonly quantity: number;
  /** The trading day whose price is paid, `YYYY-MM-DD`. */
  readonly date: string;
  /** Which of the day’s prices is paid. */
  readonly at: 'open' | 'close';
}

/** An order that was filled. */
export interface Execution {
  readonly executionId: string;
  readonly userId: string;
  /** 1, 2, 3… per person, without gaps. */
  readonly sequence: bigint;
  readonly orderId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: number;
  readonly price: Paise;
  /** `price × quantity` */
  readonly value: Paise;
  readonly tradedOn: string;
  readonly executedAt: Date;
}

/** What must be known of a person to decide on their orders. Deciding moves it on. */
export interface AccountBook {
  readonly active: boolean;
  readonly paused: boolean;
  /** `null`: no limit. */
  readonly limitDaily: Paise | null;
  readonly limitMonthly: Paise | null;
  lastSequence: bigint;
  /** Shares held, by symbol. */
  readonly holdings: Map<string, number>;
  /** Value traded, by day (`2025-01-31`) and by month (`2025-01`). */
  readonly turnover: Map<string, Paise>;
}

/** The calendar month of a trading day: `2025-01-31` → `2025-01`. */
export const monthOf = (date: string): string => date.slice(0, 7);
