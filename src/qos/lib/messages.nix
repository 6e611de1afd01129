# What shows values: as configuration files, in errors, warnings and traces.
lib:
let
  inherit (builtins)
    all attrNames concatLists concatStringsSep deepSeq elem filter fromJSON isAttrs isBool isFloat
    isInt isList isPath isString length mapAttrs split substring trace;
  inherit (lib)
    boolToString concatMapStringsSep concatStrings const escape escapeNixIdentifier floatToString
    foldr functionArgs id init isDerivation isFunction last mapAttrsToList optionalString
    subtractLists toList;
in
rec {
  # Configuration files
  generators = rec {
    mkValueStringDefault = { }: value:
      let refuse = kind: abort "generators.mkValueStringDefault: ${kind} not supported: ${toPretty { } value}";
      in if isInt value || isDerivation value then toString value
         else if isString value then value
         else if isBool value then boolToString value
         else if value == null then "null"
         else if isList value then refuse "lists"
         else if isAttrs value then refuse "attrsets"
         else if isFunction value then refuse "functions"
         else if isFloat value then floatToString value
         else abort "generators.mkValueStringDefault: this value is not supported: ${toPretty { } (toString value)}";
    mkKeyValueDefault = { mkValueString ? mkValueStringDefault { } }: sep: key: value:
      "${escape [ sep ] key}${sep}${mkValueString value}";
    toKeyValue = { mkKeyValue ? mkKeyValueDefault { } "=", listsAsDuplicateKeys ? false }:
      let lines = key: value: map (v: mkKeyValue key v + "\n") (if listsAsDuplicateKeys then toList value else [ value ]);
      in set: concatStrings (concatLists (mapAttrsToList lines set));
    toINI =
      { mkSectionName ? escape [ "[" "]" ], mkKeyValue ? mkKeyValueDefault { } "=", listsAsDuplicateKeys ? false }: sections:
      let section = name: values: "[${mkSectionName name}]\n" + toKeyValue { inherit mkKeyValue listsAsDuplicateKeys; } values;
      in concatStringsSep "\n" (mapAttrsToList section sections);
    toINIWithGlobalSection =
      { mkSectionName ? escape [ "[" "]" ], mkKeyValue ? mkKeyValueDefault { } "=", listsAsDuplicateKeys ? false }:
      { globalSection, sections }:
      (if globalSection == { } then "" else toKeyValue { inherit mkKeyValue listsAsDuplicateKeys; } globalSection + "\n")
      + toINI { inherit mkSectionName mkKeyValue listsAsDuplicateKeys; } sections;
    toJSON = { }: builtins.toJSON;
    toYAML = { }: builtins.toJSON;
    toPretty = { allowPrettyValues ? false, multiline ? true }:
      let
        go = indent: value:
          let
            open = if multiline then "\n${indent}  " else " ";
            close = if multiline then "\n${indent}" else " ";
            lines = filter isString (split "\n" value);
            arguments = functionArgs value;
          in if isInt value then toString value
             else if isFloat value then "~" + toString value
             else if isString value then
               if !multiline || length lines < 2 then "\"" + escape [ "\"" ] (concatStringsSep "\\n" lines) + "\""
               else "''${open}${if last lines == "" then concatStringsSep open (init lines) + close else concatStringsSep open lines}''"
             else if isBool value then boolToString value
             else if value == null then "null"
             else if isPath value then toString value
             else if isList value then
               if value == [ ] then "[ ]" else "[" + open + concatMapStringsSep open (go (indent + "  ")) value + close + "]"
             else if isFunction value then
               if arguments == { } then "<function>"
               else "<function, args: {${concatStringsSep ", " (mapAttrsToList (name: optional: name + optionalString optional "?") arguments)}}>"
             else if attrNames value == [ "__pretty" "val" ] && allowPrettyValues then value.__pretty value.val
             else if value == { } then "{ }"
             else if value ? type && value.type == "derivation" then "<derivation ${value.drvPath or "???"}>"
             else "{" + open
               + concatStringsSep open (mapAttrsToList (name: v: "${escapeNixIdentifier name} = ${go (indent + "  ") v};") value) + close + "}";
      in go "";
  };

  # Assertions, warnings and traces
  assertMsg = cond: message: cond || throw message;
  assertOneOf = name: value: list: assertMsg (elem value list)
    "${name} must be one of ${generators.toPretty { } list}, but is: ${generators.toPretty { } value}";
  assertEachOneOf = name: values: list: assertMsg (all (value: elem value list) values)
    "each element in ${name} must be one of ${generators.toPretty { } list}, but is: ${generators.toPretty { } values}";
  checkListOfEnum = message: valid: given:
    let unexpected = subtractLists valid given; show = list: concatStringsSep ", " (map toString list);
    in throwIfNot (unexpected == [ ]) "${message}: ${show unexpected} unexpected; valid ones: ${show valid}";
  throwIf = cond: message: if cond then throw message else id;
  throwIfNot = cond: message: if cond then id else throw message;
  warn = message: trace "warning: ${message}";
  warnIf = cond: message: if cond then warn message else id;
  warnIfNot = cond: message: if cond then id else warn message;
  info = message: trace "INFO: ${message}";
  showWarnings = warnings: result: foldr warn result warnings;
  traceIf = cond: message: x: if cond then trace message x else x;
  traceVal = traceValFn id;
  traceValFn = f: x: trace (f x) x;
  traceSeq = x: y: trace (deepSeq x x) y;
  traceValSeq = traceValSeqFn id;
  traceValSeqFn = f: x: traceValFn f (deepSeq x x);
  traceSeqN = depth: x: y:
    let
      ellipsis = fromJSON "\"\\u2026\"";
      shown = text: value: { __pretty = const text; val = value; };
      cut = n: value:
        if isList value then (if n == 0 then shown "[${ellipsis}]" value else map (cut (n - 1)) value)
        else if isAttrs value then (if n == 0 then shown "{${ellipsis}}" value else mapAttrs (const (cut (n - 1))) value)
        else value;
    in trace (generators.toPretty { allowPrettyValues = true; } (cut depth x)) y;
  traceValSeqN = traceValSeqNFn id;
  traceValSeqNFn = f: depth: x: traceSeqN depth (f x) x;
  traceFnSeqN = depth: name: f: x: let result = f x; in traceSeqN (depth + 1) { fn = name; from = x; to = result; } result;
  # The tests that fail: those named "test..." whose "expr" is not as "expected".
  runTests = tests:
    let
      chosen = tests.tests or [ ];
      isTest = name: if chosen == [ ] then substring 0 4 name == "test" else elem name chosen;
      failure = name: test:
        if isTest name && test.expr != test.expected then [ { inherit name; inherit (test) expected; result = test.expr; } ] else [ ];
    in concatLists (mapAttrsToList failure tests);
  testAllTrue = expr: { inherit expr; expected = map (x: true) expr; };
}
