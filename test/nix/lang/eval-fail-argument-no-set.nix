({ name }: name) "web"
