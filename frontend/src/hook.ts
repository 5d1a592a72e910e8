// Addresses that alerts are sent to.

/** The port of an address that TradingView refuses; null = it takes the address. */
export function refusedPort(address: string): string | null {
  const { port } = new URL(address);
  return port === "" || port === "80" || port === "443" ? null : port;
}
