"""Adapters: one thin file for each program that text comes from or goes to, imported when it is asked for."""
