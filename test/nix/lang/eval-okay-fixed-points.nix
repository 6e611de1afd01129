# Overlays and extensible sets, as nixpkgs has them.
let
  fix = f: let self = f self; in self;
  extends = overlay: f: final: let previous = f final; in previous // overlay final previous;
  compose = builtins.foldl' (f: g: final: previous: let first = f final previous; in first // g final (previous // first)) (final: previous: { });
  makeExtensible = f: fix f // { extend = overlay: makeExtensible (extends overlay f); };
  makeOverridable = f: args: f args // {
    override = more: makeOverridable f (args // (if builtins.isFunction more then more args else more));
  };
  callWith = scope: f: more: makeOverridable f (builtins.intersectAttrs (builtins.functionArgs f) scope // more);
  base = final: {
    version = "1";
    name = "base-${final.version}";
    call = callWith final;
    app = final.call ({ name, version, debug ? false }: { text = "${name} ${version} ${toString debug}"; }) { };
  };
  lib = makeExtensible base;
  newer = lib.extend (final: previous: { version = previous.version + "." + "2"; });
  newest = newer.extend (compose [
    (final: previous: { version = previous.version + ".3"; extra = final.name; })
    (final: previous: { extra = previous.extra + "!"; app = previous.app.override { debug = true; }; })
  ]);
in
[
  lib.name newer.name newest.name newest.extra
  lib.app.text newer.app.text newest.app.text
  (newest.app.override (old: { name = "[${old.name}]"; })).text
]
