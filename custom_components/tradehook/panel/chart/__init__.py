"""The panel's charts: candles that are collected here, and what a market did before."""
