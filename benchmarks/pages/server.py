"""The board's own server, around a script that also has an empty page: to be compared on the same machine and store."""

import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # Streamlit puts this folder first instead

from app import PARTS

app = st.App(str(Path(__file__).with_name("script.py")), **PARTS)
