"second"
