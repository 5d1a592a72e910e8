"""Tests of trading/admission/checks."""
