import type { TextSeal } from '#infra/db';

export type PortfolioContent = Readonly<Record<string, unknown>>;

/** What a platform reported of somebody’s portfolio, as rows hold it. */
export const sealPortfolio = (texts: TextSeal, userId: string, content: PortfolioContent): string =>
  texts.seal(JSON.stringify(content), contextOf(userId));

/** @throws `crypto.cannot_open` */
export const openPortfolio = (texts: TextSeal, userId: string, sealed: string): PortfolioContent =>
  JSON.parse(texts.open(sealed, contextOf(userId))) as PortfolioContent;

const contextOf = (userId: string): string => `portfolio ${userId}`;
