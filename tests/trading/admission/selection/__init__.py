"""Tests of trading/admission/selection."""
