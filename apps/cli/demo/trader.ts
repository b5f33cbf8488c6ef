import type { Random } from '#kernel/random';
import type { Tier } from '#kernel/tiers';
import type { Market } from './load-market.ts';

export interface Member {
  readonly userId: string;
  readonly tier: Tier;
}

/** An order as the trading platform takes it. */
export interface DemoOrder {
  readonly orderId: string;
  readonly userId: string;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: number;
  readonly date: string;
  readonly at: 'close';
}

const rupees = (amount: bigint): bigint => amount * 100n;

/** What a member of a tier usually spends on one order, in paise; orders vary from half to one and a half of it. */
const ticketPaise: Readonly<Record<Tier, bigint>> = {
  onyx: rupees(200_000n),
  obsidian: rupees(2_500_000n),
  void: rupees(20_000_000n),
};

const watchlistSize = 6;
const meanDays = 5;
const lotSharesMax = 10_000_000n;

/**
 * A member who follows the trend of a few shares: buys what closed above the mean of the five days before, and sells
 * half of what did not.
 */
export class Trader {
  readonly member: Member;
  readonly #market: Market;
  readonly #random: Random;
  readonly #watchlist: readonly string[];
  readonly #holdings = new Map<string, number>();

  constructor(member: Member, market: Market, random: Random) {
    this.member = member;
    this.#market = market;
    this.#random = random;
    this.#watchlist = pickSome(market.symbols, watchlistSize, random);
  }

  /** Today’s order, if there is anything to do. Draws the same random numbers whatever became of earlier orders. */
  decide(day: number, orderId: string): DemoOrder | undefined {
    const symbol = this.#watchlist[Math.floor(this.#random() * this.#watchlist.length)];
    const appetite = BigInt(Math.floor((0.5 + this.#random()) * 1_000));
    const close = symbol === undefined ? undefined : this.#market.closeOn(symbol, day);
    if (symbol === undefined || close === undefined || close <= 0n) return undefined;
    const rising = close * BigInt(meanDays) >= this.#sumBefore(symbol, day, close);
    const held = this.#holdings.get(symbol) ?? 0;
    const affordable = (ticketPaise[this.member.tier] * appetite) / 1_000n / close;
    const bought = Number(affordable > lotSharesMax ? lotSharesMax : affordable);
    const quantity = rising || held === 0 ? bought : Math.ceil(held / 2);
    if (quantity < 1) return undefined;
    const side = rising || held === 0 ? 'buy' : 'sell';
    const date = this.#market.days[day] ?? '';
    return { orderId, userId: this.member.userId, symbol, side, quantity, date, at: 'close' };
  }

  /** Takes note of an order that was filled. */
  book({ symbol, side, quantity }: DemoOrder): void {
    const held = this.#holdings.get(symbol) ?? 0;
    this.#holdings.set(symbol, side === 'buy' ? held + quantity : held - quantity);
  }

  /** Sum of the closes of the days before; a day without a price counts as today’s. */
  #sumBefore(symbol: string, day: number, close: bigint): bigint {
    let sum = 0n;
    for (let back = 1; back <= meanDays; back += 1) sum += this.#market.closeOn(symbol, day - back) ?? close;
    return sum;
  }
}

function pickSome(symbols: readonly string[], count: number, random: Random): string[] {
  const rest = [...symbols];
  const picked: string[] = [];
  while (picked.length < count && rest.length > 0) {
    picked.push(...rest.splice(Math.floor(random() * rest.length), 1));
  }
  return picked;
}
