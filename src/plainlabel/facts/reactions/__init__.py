"""Adverse reactions in running text, lists and tables: where a label mentions one."""
