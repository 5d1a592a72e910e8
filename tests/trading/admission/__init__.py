"""Tests of trading/admission."""
