# What modules of machines use of nixpkgs' lib to say how much a value counts: here there is no other value that it could lose against.
lib: lib // {
  mkForce = value: value;
  mkDefault = value: value;
  mkOverride = _: value: value;
  mkBefore = value: value;
  mkAfter = value: value;
  mkIf = condition: value: if condition then value else { };
  mkOption = options: options;
  mkEnableOption = description: { inherit description; };
  types = { };
}
