# A set without names and a set whose only name is empty are two different sets.
[
  (builtins.fromJSON ''{"": {}, "a": {"": 1}}'')
  (builtins.fromJSON ''[{}, {"": {}}, {}]'')
  (builtins.fromJSON (builtins.toJSON { "" = { }; }))
]
