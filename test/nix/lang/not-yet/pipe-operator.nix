# Reason: an experiment of Nix 2.24; the language here is that of 2.8.
[ 1 2 ] |> map (x: x + 1)
