./folder/
