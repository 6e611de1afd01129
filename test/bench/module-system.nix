# A module system, in the manner of those that configurations are written with: modules declare options and define
# values, for each option all definitions are sorted out by priority and merged by its type, and the whole is one fixed
# point, so that every module sees what all of them say. Written for measuring: `count` is how many services are
# declared by a module of their own, `users` how many people have a set of submodules.
{ count, users }:
let
  inherit (builtins) attrNames attrValues concatLists concatMap concatStringsSep elem elemAt filter foldl' genList
    head intersectAttrs isAttrs isBool isFunction isInt isList isString length listToAttrs map mapAttrs match seq
    toString zipAttrsWith functionArgs;

  # Lists and sets.
  fix = f: let x = f x; in x;
  pipe = foldl' (x: f: f x);
  optional = condition: x: if condition then [ x ] else [ ];
  nameValue = name: value: { inherit name value; };
  filterAttrs = keep: set: listToAttrs (concatMap (name: let value = set.${name}; in optional (keep name value) (nameValue name value)) (attrNames set));
  mapNamed = f: set: map (name: f name set.${name}) (attrNames set);
  getPath = path: default: set:
    let go = n: at: if n == length path then at else if isAttrs at && at ? ${elemAt path n} then go (n + 1) at.${elemAt path n} else default;
    in go 0 set;
  setPath = path: value:
    let go = n: if n == length path then value else { ${elemAt path n} = go (n + 1); };
    in go 0;
  recursiveUpdate = a: b:
    zipAttrsWith (_: values: if length values == 2 && isAttrs (head values) && isAttrs (elemAt values 1) then recursiveUpdate (head values) (elemAt values 1) else elemAt values (length values - 1)) [ a b ];
  composeOverlays = foldl' (f: g: final: prev: let first = f final prev; in first // g final (prev // first)) (_: _: { });

  # What a definition may be wrapped in.
  mkIf = condition: content: { _type = "if"; inherit condition content; };
  mkMerge = contents: { _type = "merge"; inherit contents; };
  mkOverride = priority: content: { _type = "override"; inherit priority content; };
  mkOrder = priority: content: { _type = "order"; inherit priority content; };
  mkDefault = mkOverride 1000;
  mkForce = mkOverride 50;
  mkOption = arguments: { _type = "option"; } // arguments;
  isType = type: value: (value._type or "") == type;

  discharge = value:
    if isType "merge" value then concatMap discharge value.contents
    else if isType "if" value then (if value.condition then discharge value.content else [ ])
    else [ value ];
  push = value:
    if isType "merge" value then concatMap push value.contents
    else if isType "if" value then map (mapAttrs (_: mkIf value.condition)) (push value.content)
    else if isType "override" value then map (mapAttrs (_: mkOverride value.priority)) (push value.content)
    else [ value ];
  priorityOf = definition: if isType "override" definition.value then definition.value.priority else 100;
  strongest = definitions:
    let
      least = foldl' (least: definition: let own = priorityOf definition; in if own < least then own else least) 9999 definitions;
      strip = definition: if isType "override" definition.value then definition // { value = definition.value.content; } else definition;
    in map strip (filter (definition: priorityOf definition == least) definitions);
  inOrder = definitions:
    let
      orderOf = definition: if isType "order" definition.value then definition.value.priority else 1000;
      strip = definition: if isType "order" definition.value then definition // { value = definition.value.content; } else definition;
    in if builtins.any (definition: isType "order" definition.value) definitions
      then map strip (builtins.sort (a: b: orderOf a < orderOf b) definitions)
      else definitions;

  # Types.
  show = path: concatStringsSep "." path;
  mkType = { name, check, merge ? mergeEqual, nested ? null, sub ? _: { } }: { _type = "option-type"; inherit name check merge nested sub; };
  mergeEqual = path: definitions:
    let first = (head definitions).value;
    in if builtins.all (definition: definition.value == first) definitions then first
      else throw "the option `${show path}' has conflicting definitions, in ${concatStringsSep " and " (map (d: d.file) definitions)}";
  types = rec {
    bool = mkType { name = "bool"; check = isBool; };
    int = mkType { name = "int"; check = isInt; };
    port = mkType { name = "port"; check = x: isInt x && x >= 0 && x <= 65535; };
    str = mkType { name = "str"; check = isString; };
    lines = mkType { name = "lines"; check = isString; merge = _: definitions: concatStringsSep "\n" (map (d: d.value) definitions); };
    strMatching = pattern: mkType { name = "strMatching"; check = x: isString x && match pattern x != null; };
    enum = values: mkType { name = "enum"; check = x: elem x values; };
    anything = mkType { name = "anything"; check = _: true; merge = _: definitions: foldl' (a: d: if isAttrs a && isAttrs d.value then recursiveUpdate a d.value else d.value) { } definitions; };
    nullOr = type: mkType { name = "nullOr ${type.name}"; check = x: x == null || type.check x; nested = type;
      merge = path: definitions: if builtins.all (d: d.value == null) definitions then null else type.merge path definitions; };
    either = a: b: mkType { name = "either"; check = x: a.check x || b.check x;
      merge = path: definitions: if builtins.all (d: a.check d.value) definitions then a.merge path definitions else b.merge path definitions; };
    listOf = type: mkType { name = "listOf ${type.name}"; check = isList; nested = type;
      merge = path: definitions:
        map (x: x.value) (filter (x: x ? value) (concatLists (builtins.genList (i:
          let definition = elemAt definitions i;
          in builtins.genList (j: tryMerge (path ++ [ "[${toString i}-${toString j}]" ]) type [ { inherit (definition) file; value = elemAt definition.value j; } ]) (length definition.value)) (length definitions)))); };
    attrsOf = type: mkType { name = "attrsOf ${type.name}"; check = isAttrs; nested = type;
      merge = path: definitions:
        mapAttrs (_: merged: merged.value) (filterAttrs (_: merged: merged ? value) (zipAttrsWith (name: tryMerge (path ++ [ name ]) type)
          (map (definition: mapAttrs (_: value: { inherit (definition) file; inherit value; }) definition.value) definitions))); };
    submodule = module: mkType { name = "submodule"; check = x: isAttrs x || isFunction x;
      merge = path: definitions:
        (evalModules {
          prefix = path;
          modules = [ module ] ++ map (d: { _file = d.file; imports = [ (if isFunction d.value then d.value else { config = d.value; }) ]; }) definitions;
          arguments.name = elemAt path (length path - 1);
        }).config; };
  };
  tryMerge = path: type: definitions:
    let
      all = concatMap (d: map (value: d // { inherit value; }) (discharge d.value)) definitions;
      sorted = inOrder (strongest all);
    in if all == [ ] then { } else {
      value =
        if builtins.all (d: type.check d.value) sorted then type.merge path sorted
        else throw "the option `${show path}' is not of type ${type.name}";
    };

  # Modules.
  applyModule = arguments: module:
    if isFunction module
    then module (intersectAttrs (functionArgs module) arguments // arguments)
    else module;
  normalise = file: module:
    let
      known = [ "_file" "imports" "options" "config" ];
      isLong = module ? options || module ? config || module ? imports;
    in if isLong
      then { file = module._file or file; imports = module.imports or [ ]; options = module.options or { }; config = module.config or { }; }
      else { file = module._file or file; imports = [ ]; options = { }; config = removeAttrs module known; };
  collect = arguments: parent: modules:
    concatLists (genList (i:
      let module = normalise "${parent}:anon-${toString i}" (applyModule arguments (elemAt modules i));
      in [ module ] ++ collect arguments module.file module.imports) (length modules));
  evalModules = { modules, prefix ? [ ], arguments ? { } }:
    let
      all = collect ({ inherit config options types; lib = { inherit mkIf mkMerge mkDefault mkForce mkOption; }; } // arguments) "root" modules;
      result = byName prefix
        (map (m: { inherit (m) file options; }) all)
        (concatMap (m: map (config: { inherit (m) file; inherit config; }) (push m.config)) all);
      config = result.config;
      options = result.options;
    in { inherit config options; };
  byName = prefix: declarations: definitions:
    let
      declared = zipAttrsWith (_: all: all) (map (m: mapAttrs (_: option: { inherit (m) file; inherit option; }) m.options) declarations);
      defined = zipAttrsWith (_: all: all) (map (m: mapAttrs (_: value: { inherit (m) file; inherit value; }) m.config) definitions);
      evaluated = mapAttrs (name: all:
        let
          path = prefix ++ [ name ];
          own = defined.${name} or [ ];
          isOption = isType "option" (head all).option;
        in if isOption then evalOption path (head all).option own
          else byName path
            (map (d: { inherit (d) file; options = d.option; }) all)
            (concatMap (d: map (config: { inherit (d) file; inherit config; }) (push d.value)) own)) declared;
      stray = attrNames (removeAttrs defined (attrNames declared));
    in {
      options = mapAttrs (_: e: e.options or e) evaluated;
      config =
        if stray != [ ] then throw "the option `${show (prefix ++ [ (head stray) ])}' does not exist"
        else mapAttrs (_: e: e.config or e.value) evaluated;
    };
  evalOption = path: option: definitions:
    let
      withDefault = definitions ++ optional (option ? default) { file = "default"; value = mkOverride 1500 option.default; };
      merged = tryMerge path option.type withDefault;
      value = if merged ? value then merged.value else throw "the option `${show path}' is used but not defined";
    in { _type = "option"; inherit path definitions; value = if option ? apply then option.apply value else value; };

  # A system: a module of the house, one for each service, and people with programs.
  house = { config, lib, ... }: {
    options = {
      system.name = mkOption { type = types.strMatching "[a-z][a-z0-9-]*"; default = "box"; };
      system.packages = mkOption { type = types.listOf types.str; default = [ ]; };
      system.notes = mkOption { type = types.lines; default = ""; };
      network.ports = mkOption { type = types.listOf types.port; default = [ ]; apply = ports: builtins.sort (a: b: a < b) ports; };
      network.firewall.enable = mkOption { type = types.bool; default = true; };
      units = mkOption {
        default = { };
        type = types.attrsOf (types.submodule ({ name, config, ... }: {
          options = {
            enable = mkOption { type = types.bool; default = true; };
            description = mkOption { type = types.str; default = "unit ${name}"; };
            after = mkOption { type = types.listOf types.str; default = [ ]; };
            environment = mkOption { type = types.attrsOf (types.either types.int types.str); default = { }; };
            restart = mkOption { type = types.enum [ "no" "always" "on-failure" ]; default = "no"; };
            text = mkOption { type = types.lines; };
          };
          config.text = mkMerge [
            "[${config.description}]"
            (mkIf (config.after != [ ]) "after=${concatStringsSep " " config.after}")
            (concatStringsSep "\n" (mapNamed (key: value: "${key}=${toString value}") config.environment))
          ];
        }));
      };
      people = mkOption {
        default = { };
        type = types.attrsOf (types.submodule ({ name, config, ... }: {
          options = {
            uid = mkOption { type = types.nullOr types.int; default = null; };
            shell = mkOption { type = types.enum [ "sh" "bash" "fish" ]; default = "sh"; };
            home = mkOption { type = types.str; default = "/home/${name}"; };
            settings = mkOption { type = types.anything; default = { }; };
            files = mkOption { type = types.attrsOf types.lines; default = { }; };
          };
          config.files.".profile" = "export HOME=${config.home}";
        }));
      };
    };
    config = mkMerge [
      { system.packages = [ "core" "shell" ]; }
      (mkIf config.network.firewall.enable { system.notes = "ports: ${toString config.network.ports}"; })
    ];
  };
  serviceModule = i: { config, lib, ... }:
    let
      name = "service${toString i}";
      own = config.services.${name};
      before = "service${toString (i - 1)}";
    in {
      _file = "services/${name}.nix";
      options.services.${name} = {
        enable = mkOption { type = types.bool; default = false; };
        port = mkOption { type = types.port; default = 2000 + i; };
        user = mkOption { type = types.str; default = name; };
        level = mkOption { type = types.enum [ "debug" "info" "error" ]; default = "info"; };
        extra = mkOption { type = types.attrsOf types.str; default = { }; };
      };
      config = lib.mkIf own.enable (lib.mkMerge [
        {
          network.ports = [ own.port ];
          units.${name} = {
            after = [ "network" ] ++ optional (i > 0 && config.services.${before}.enable) before;
            environment = { PORT = own.port; LEVEL = own.level; } // own.extra;
            restart = lib.mkDefault "always";
          };
        }
        (lib.mkIf (own.level == "debug") { system.packages = [ "${name}-debug" ]; units.${name}.restart = "no"; })
      ]);
    };
  choices = { lib, ... }: {
    services = listToAttrs (genList (i: nameValue "service${toString i}" {
      enable = i / 3 * 3 != i;
      level = if i / 7 * 7 == i then lib.mkForce "debug" else lib.mkDefault "error";
      extra = { INDEX = toString i; };
    }) count);
    people = listToAttrs (genList (i: nameValue "user${toString i}" (mkMerge [
      { uid = 1000 + i; settings = { editor.theme = "dark"; editor.keys = [ i ]; }; }
      (mkIf (i / 2 * 2 == i) { shell = "fish"; files.".config/x" = "a = ${toString i}"; })
      { settings.editor.size = mkDefault i; }
    ])) users);
  };

  # Packages by overlays, as a set of packages is put together.
  packages = fix (final: composeOverlays (genList (i: final: prev: {
    "tool${toString i}" = (prev.tool or { version = 0; }) // { version = i; needs = optional (i > 0) final."tool${toString (i - 1)}"; };
  }) 40) final { tool.version = 0; });
  depthOf = package: 1 + foldl' (sum: each: sum + depthOf each) 0 package.needs;

  system = (evalModules { modules = [ house choices ] ++ genList serviceModule count; }).config;
  weigh = value:
    if isAttrs value then foldl' (sum: each: sum + weigh each) 1 (attrValues value)
    else if isList value then foldl' (sum: each: sum + weigh each) 1 value
    else if isString value then builtins.stringLength value
    else if isInt value then value
    else 1;
in weigh system + depthOf packages.tool39
