import type { Position, Signal } from "../src/types";

export function position(fields: Partial<Position> = {}): Position {
  return {
    position_id: "p1",
    bot_id: "b1",
    account: "a1",
    account_name: "Paper",
    bot_name: "Trend",
    exchange: "SIM",
    symbol: "BTC/USDT",
    base: "BTC",
    quote: "USDT",
    price_tick: "0.01",
    amount_step: "0.00001",
    side: "long",
    status: "open",
    size: "0.0015",
    entry_price: "65000",
    mark_price: "65100",
    invested: "97.5",
    realized_profit: "-0.1",
    unrealized_profit: "0.15",
    profit_percentage: "0.15",
    fees: "0.1",
    leverage: 1,
    signal_id: "s1",
    opened_at: "2026-01-01T00:00:00+00:00",
    closed_at: null,
    close_reason: null,
    message: null,
    take_profit: [],
    stop_loss: null,
    orders: [],
    ...fields,
  };
}

export function signal(fields: Partial<Signal> = {}): Signal {
  return {
    receipt_id: "r1",
    signal_id: null,
    bot_id: "b1",
    bot_name: "Trend",
    account: "a1",
    account_name: "Paper",
    received_at: "2026-01-01T00:00:00+00:00",
    action: "open",
    symbol: "BTC/USDT",
    status: "refused",
    code: "unknown_symbol",
    message: "No market fits.",
    payload: {},
    position_id: null,
    remote: null,
    ...fields,
  };
}
