import { defineProblems } from '../chassis/problems.ts';

/** Why a request is refused. Orders are checked in the order of this list. */
export const tradingProblem = defineProblems({
  unknown_symbol: {
    status: 422,
    title: 'The share is not traded here',
    fix: 'Choose one of the symbols that GET /prices lists.',
  },
  no_price: {
    status: 422,
    title: 'The share has no price on that day',
    fix: 'Choose one of the trading days that GET /prices lists.',
  },
  unknown_account: {
    status: 404,
    title: 'There is no such account',
    fix: 'Accounts are opened when the hub syncs the person’s profile. Sync it, then try again.',
  },
  account_exists: {
    status: 409,
    title: 'The person has an account already',
    fix: 'Its terms are changed by profile sync.',
  },
  account_closed: {
    status: 403,
    title: 'The account is closed',
    fix: 'The person has left. Activate the profile at the hub to open the account again.',
  },
  account_paused: {
    status: 423,
    title: 'The account is paused by an emergency',
    fix: 'Resolve the emergency; trading goes on then by itself.',
  },
  insufficient_holding: {
    status: 422,
    title: 'More is sold than is held',
    fix: 'Sell at most the quantity that GET /accounts/{userId} shows.',
  },
  daily_limit_exceeded: {
    status: 422,
    title: 'The order exceeds the daily trading limit',
    fix: 'Trade less, on another day, or with a higher tier.',
  },
  monthly_limit_exceeded: {
    status: 422,
    title: 'The order exceeds the monthly trading limit',
    fix: 'Trade less, in another month, or with a higher tier.',
  },
});
