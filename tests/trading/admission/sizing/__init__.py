"""Tests of trading/admission/sizing."""
