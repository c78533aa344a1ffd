"""The drawn pieces of the pages. What only shows is built as HTML text by functions that know no Streamlit."""
