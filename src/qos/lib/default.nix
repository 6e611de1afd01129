# The functions of nixpkgs' `lib` that models use. Names, argument orders, results, laziness and the texts of errors are those of
# nixpkgs (of late 2022); what is a builtin there is one here. Each part is a function of the whole.
lists: attrsets: strings: messages:
let
  inherit (builtins)
    addErrorContext deepSeq fromJSON genericClosure isBool isFloat isInt isPath isString length pathExists readFile seq
    trace tryEval typeOf;
  inherit (lib) removeSuffix take;

  lib = lists lib // attrsets lib // strings lib // messages lib // rest;

  rest = {
    inherit addErrorContext deepSeq genericClosure isBool isFloat isInt isPath isString pathExists readFile seq trace tryEval typeOf;
    fileContents = file: removeSuffix "\n" (readFile file);
    importJSON = file: fromJSON (readFile file);
    importTOML = file: builtins.fromTOML (readFile file);
    # The parts by which nixpkgs orders its functions
    asserts = lib;
    attrsets = lib;
    customisation = lib;
    debug = lib;
    fixedPoints = lib;
    lists = lib // { hasPrefix = prefix: list: take (length prefix) list == prefix; };
    strings = lib;
    stringsWithDeps = lib;
    trivial = lib;
  };
in
lib
