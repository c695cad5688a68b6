"""xAPI: what people do in learning platforms that write statements, as far as it is talk among colleagues."""
