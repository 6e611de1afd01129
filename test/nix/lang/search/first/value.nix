"first"
