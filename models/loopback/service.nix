# How a service is started: a deployer of its own reads the plan, so nothing is built.
{ ... }: ./service.mjs
