import type { ReactNode } from 'react';
import type { Execution, Portfolio, Position } from '../../api/contract.ts';
import { formatDay } from '../../format/time.ts';
import { addRupees, formatRupees } from '../../format/money.ts';

const shares = new Intl.NumberFormat('en-IN');

/** What the member holds, and the latest executions. */
export function PortfolioSection({ portfolio }: { readonly portfolio: Portfolio | undefined }): ReactNode {
  return (
    <section aria-labelledby="portfolio" className="portfolio" aria-busy={portfolio === undefined}>
      <header className="portfolio-head">
        <h2 id="portfolio">Portfolio, at cost</h2>
        <p className="figure">
          {portfolio === undefined
            ? ' '
            : formatRupees(addRupees(portfolio.positions.map(({ cost }) => cost)))}
        </p>
      </header>
      {portfolio === undefined ? null : portfolio.positions.length === 0 ? (
        <p className="quiet">Nothing is held yet. What you trade appears here the moment it is executed.</p>
      ) : (
        <Positions positions={portfolio.positions} />
      )}
      {portfolio !== undefined && portfolio.executions.length > 0 ? (
        <Executions executions={portfolio.executions} />
      ) : null}
    </section>
  );
}

function Positions({ positions }: { readonly positions: readonly Position[] }): ReactNode {
  return (
    <table className="ledger">
      <thead>
        <tr>
          <th scope="col">Holding</th>
          <th scope="col" className="end">
            Shares
          </th>
          <th scope="col" className="end wide-only">
            Average cost
          </th>
          <th scope="col" className="end">
            Cost
          </th>
        </tr>
      </thead>
      <tbody>
        {positions.map(({ symbol, quantity, averageCost, cost }) => (
          <tr key={symbol}>
            <th scope="row">{symbol}</th>
            <td className="end">{shares.format(quantity)}</td>
            <td className="end wide-only">{formatRupees(averageCost)}</td>
            <td className="end">{formatRupees(cost)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Executions({ executions }: { readonly executions: readonly Execution[] }): ReactNode {
  return (
    <>
      <h2 className="executions-head">Latest executions</h2>
      <ul className="executions">
        {executions.map(({ arrival, symbol, side, quantity, value, tradedOn }) => (
          <li key={arrival}>
            <span>
              {side === 'sell' ? 'Sold' : 'Bought'} {shares.format(quantity)} {symbol}
              {tradedOn === null ? null : <span className="quiet"> · {formatDay(tradedOn)}</span>}
            </span>
            <span className="figures">{formatRupees(value)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
