# Six workers that take jobs from a queue.
{ ... }:

rec {
  queue = { name = "queue"; };
  worker = { name = "worker"; replicas = 6; dependsOn = { inherit queue; }; };
}
