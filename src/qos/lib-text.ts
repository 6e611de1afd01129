import { libOfAttributeSets } from './lib-attrsets-text.ts';
import { libOfLists } from './lib-lists-text.ts';
import { libOfMessages } from './lib-messages-text.ts';
import { libOfStrings } from './lib-strings-text.ts';

/**
 * The functions of nixpkgs' `lib` that models use, in Nix. Names, argument orders, results, laziness and the texts of errors are those
 * of nixpkgs (of late 2022); what is a builtin there is one here. Parsed only when a model asks for `lib` and the search path has no `<nixpkgs/lib>`.
 * In this text `@{` stands for the start of an interpolation, which would be one of TypeScript's here, and `@q` for a back quote.
 */
export const libText = String.raw`
let
  inherit (builtins)
    add addErrorContext all any attrNames attrValues bitAnd bitOr bitXor catAttrs compareVersions concatLists concatMap concatStringsSep
    deepSeq div elem elemAt filter foldl' fromJSON genList genericClosure getAttr groupBy hasAttr head intersectAttrs isAttrs isBool
    isFloat isInt isList isPath isString length lessThan listToAttrs map mapAttrs match mul parseDrvName partition pathExists readFile
    removeAttrs replaceStrings seq sort split splitVersion storeDir stringLength sub substring tail toJSON toString trace tryEval typeOf
    zipAttrsWith;

  # What toInt and toIntBase10 have in common: "digits" is null where the text is no number.
  toInteger = name: text: digits:
    let n = fromJSON digits;
    in if digits != null && isInt n then n else throw "@{name}: Could not convert @{lib.escapeNixString text} to int.";

  printable = lib.stringToCharacters
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_@qabcdefghijklmnopqrstuvwxyz{|}~";

  lib = rec {
${libOfLists}${libOfAttributeSets}${libOfStrings}${libOfMessages}
    # The rest
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
`
  .replaceAll('@{', '$'.concat('{'))
  .replaceAll('@q', '`');
