"""The script of every visit, and in front of it an empty Streamlit page: `?empty`."""

import streamlit as st

from entrance import navigation

if "empty" in st.query_params:
    st.write("Nothing is here.")
else:
    navigation.run()
