# A small module system: options with types that merge definitions, a fixed point of configuration, conditions and priorities.
let
  inherit (builtins) attrNames concatLists concatMap elem filter foldl' head isAttrs isFunction isList length listToAttrs map mapAttrs sort throw zipAttrsWith;

  mergeOne = at: definitions: if length definitions == 1 then (head definitions).value else throw "'${at}' is defined ${toString (length definitions)} times, in ${toString (map (d: d.file) definitions)}";
  types = rec {
    int = { check = builtins.isInt; merge = mergeOne; };
    str = { check = builtins.isString; merge = mergeOne; };
    lines = { check = builtins.isString; merge = at: definitions: builtins.concatStringsSep "\n" (map (d: d.value) definitions); };
    listOf = item: { check = isList; merge = at: definitions: concatMap (d: map (value: check item at d.file value) d.value) definitions; };
    attrsOf = item: {
      check = isAttrs;
      merge = at: definitions: zipAttrsWith (name: mergeDefinitions item "${at}.${name}") (map (d: mapAttrs (name: value: { inherit value; inherit (d) file; }) d.value) definitions);
    };
    submodule = module: {
      check = value: isAttrs value || isFunction value;
      merge = at: definitions: (evaluate at ([ module ] ++ map (d: { _file = d.file; imports = [ d.value ]; }) definitions)).config;
    };
    nullOr = item: { check = value: value == null || item.check value; merge = at: definitions: if (head definitions).value == null then null else item.merge at definitions; };
  };
  check = type: at: file: value: if type.check value then value else throw "the value of '${at}' in ${file} has the wrong type: ${builtins.typeOf value}";

  mkIf = condition: content: { _type = "if"; inherit condition content; };
  mkMerge = contents: { _type = "merge"; inherit contents; };
  mkOverride = priority: content: { _type = "override"; inherit priority content; };
  mkDefault = mkOverride 1000;
  mkForce = mkOverride 50;
  mkOption = { type, default ? null, apply ? x: x }@option: option // { _type = "option"; inherit apply; };
  isType = type: value: isAttrs value && value._type or null == type;

  discharge = value:
    if isType "merge" value then concatMap discharge value.contents
    else if isType "if" value then (if value.condition then discharge value.content else [ ])
    else [ value ];
  byPriority = definitions:
    let
      priority = d: if isType "override" d.value then d.value.priority else 100;
      lowest = foldl' (a: d: if priority d < a then priority d else a) 9999 definitions;
    in
    map (d: if isType "override" d.value then d // { value = d.value.content; } else d) (filter (d: priority d == lowest) definitions);
  mergeDefinitions = type: at: definitions:
    let kept = byPriority (concatMap (d: map (value: d // { inherit value; }) (discharge d.value)) definitions);
    in if kept == [ ] then throw "'${at}' has no value" else builtins.seq (foldl' (ok: d: builtins.seq (check type at d.file d.value) ok) true kept) (type.merge at kept);

  unify = args: file: module:
    let
      path = builtins.isPath module;
      value = if path then import module else module;
      called = if isFunction value then value args else value;
      name = called._file or file;
    in
    [ { file = name; options = called.options or { }; config = called.config or (removeAttrs called [ "imports" "options" "_file" ]); } ]
    ++ concatMap (unify args name) (called.imports or [ ]);

  # Definitions may be conditions around whole sets: they are pushed down to the attributes.
  pushDown = config:
    if isType "merge" config then concatMap pushDown config.contents
    else if isType "if" config then map (mapAttrs (name: mkIf config.condition)) (pushDown config.content)
    else [ config ];

  evaluate = at: modules:
    let
      all = concatMap (unify { inherit config lib; } "<unknown>") modules;
      lib = { inherit mkIf mkMerge mkDefault mkForce mkOption types; };
      options = foldl' (a: m: a // m.options) { } all;
      definitions = zipAttrsWith (name: values: values) (concatMap (m: map (mapAttrs (name: value: { inherit value; inherit (m) file; })) (pushDown m.config)) all);
      unknown = filter (name: !(options ? ${name})) (attrNames definitions);
      config = mapAttrs (
        name: option:
        option.apply (mergeDefinitions option.type "${at}.${name}" (
          (if option ? default then [ { file = "default"; value = mkOverride 1500 option.default; } ] else [ ]) ++ definitions.${name} or [ ]
        ))
      ) options;
    in
    if unknown == [ ] then { inherit config options; } else throw "unknown options: ${toString unknown}";

  base = { lib, config, ... }: {
    options = {
      enable = lib.mkOption { type = lib.types.int; default = 0; };
      name = lib.mkOption { type = lib.types.str; apply = s: "<${s}>"; };
      text = lib.mkOption { type = lib.types.lines; default = ""; };
      ports = lib.mkOption { type = lib.types.listOf lib.types.int; default = [ ]; };
      users = lib.mkOption { type = lib.types.attrsOf (lib.types.submodule ({ lib, config, ... }: {
        options.home = lib.mkOption { type = lib.types.str; default = "/home"; };
        options.uid = lib.mkOption { type = lib.types.nullOr lib.types.int; default = null; };
        options.label = lib.mkOption { type = lib.types.str; default = "${config.home}:${toString config.uid}"; };
      })); default = { }; };
    };
    config = lib.mkIf (config.ports != [ ]) { text = "ports: ${toString config.ports}"; };
  };
  run = modules: (evaluate "config" ([ base ] ++ modules)).config;
in
[
  (run [ { name = "a"; } ])
  (run [ { name = mkDefault "a"; ports = [ 1 ]; } { name = "b"; ports = [ 2 ]; text = "x"; } ({ config, lib, ... }: { enable = lib.mkForce (builtins.length config.ports); }) { enable = 7; } ])
  (run [ { name = "u"; users.x = { uid = 1; }; } { users = { x.home = "/x"; y = { lib, ... }: { home = lib.mkForce "/y"; }; }; } ]).users
  (run [ { name = "m"; config = mkMerge [ { ports = [ 80 ]; name = "n"; } (mkIf false { ports = throw "never"; }) ]; } ] ).ports
  (builtins.tryEval (run [ { name = "a"; } { name = "b"; } ]).name)
  (builtins.tryEval (run [ { name = 1; } ]).name)
  (builtins.tryEval (run [ { nmae = "a"; } ]).name)
  (run [ { _file = "f"; imports = [ { name = "i"; } { imports = [ { ports = [ 3 ]; } ]; } ]; } ]).ports
]
