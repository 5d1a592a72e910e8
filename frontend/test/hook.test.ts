import { expect, test } from "vitest";
import { refusedPort } from "../src/hook";

test.each([
  ["https://house.example.com/api/webhook/x", null],
  ["https://house.example.com:443/api/webhook/x", null],
  ["http://house.example.com:80/api/webhook/x", null],
  ["http://house.example.com:443/api/webhook/x", null],
  ["http://house.example.com:8123/api/webhook/x", "8123"],
  ["https://[2001:db8::1]:8443/api/webhook/x", "8443"],
])("TradingView refuses ports other than 80 and 443: %s", (address, port) => {
  expect(refusedPort(address)).toBe(port);
});
