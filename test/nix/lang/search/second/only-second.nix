"only second"
