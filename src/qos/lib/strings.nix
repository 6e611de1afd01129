# Strings and versions.
lib:
let
  inherit (builtins)
    all compareVersions concatMap concatStringsSep elem elemAt filter foldl' fromJSON genList
    getAttr head isAttrs isList isPath isString listToAttrs match parseDrvName replaceStrings split
    splitVersion storeDir stringLength substring tail toJSON typeOf;
  inherit (lib)
    assertMsg getOutput imap0 imap1 last mapAttrsToList nameValuePair replicate stringToCharacters
    take toHexString warnIf;

  printable = stringToCharacters
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
in
rec {
  # Strings
  inherit concatStringsSep replaceStrings splitVersion stringLength substring toJSON;
  concatStrings = concatStringsSep "";
  concatMapStrings = f: list: concatStrings (map f list);
  concatMapStringsSep = sep: f: list: concatStringsSep sep (map f list);
  concatImapStrings = f: list: concatStrings (imap1 f list);
  concatImapStringsSep = sep: f: list: concatStringsSep sep (imap1 f list);
  concatLines = concatMapStrings (line: line + "\n");
  intersperse = sep: list: if list == [ ] then [ ] else tail (concatMap (x: [ sep x ]) list);
  optionalString = cond: text: if cond then text else "";
  hasPrefix = prefix: text: substring 0 (stringLength prefix) text == prefix;
  hasSuffix = suffix: text:
    let n = stringLength text; k = stringLength suffix;
    in n >= k && substring (n - k) n text == suffix;
  hasInfix = infix: text: match ".*${escapeRegex infix}.*" "${text}" != null;
  removePrefix = prefix: text: if hasPrefix prefix text then substring (stringLength prefix) (-1) text else text;
  removeSuffix = suffix: text: if hasSuffix suffix text then substring 0 (stringLength text - stringLength suffix) text else text;
  addContextFrom = from: text: substring 0 0 from + text;
  stringToCharacters = text: genList (n: substring n 1 text) (stringLength text);
  stringAsChars = f: text: concatStrings (map f (stringToCharacters text));
  makeSearchPath = folder: paths: concatMapStringsSep ":" (path: path + "/" + folder) (filter (path: path != null) paths);
  makeSearchPathOutput = output: folder: pkgs: makeSearchPath folder (map (getOutput output) pkgs);
  makeLibraryPath = makeSearchPathOutput "lib" "lib";
  makeBinPath = makeSearchPathOutput "bin" "bin";
  normalizePath = text: foldl' (path: c: if c == "/" && hasSuffix "/" path then path else path + c) "" (stringToCharacters text);
  escape = list: replaceStrings list (map (c: "\\${c}") list);
  escapeRegex = escape (stringToCharacters "\\[{()^$?*+|.");
  escapeShellArg = arg: "'" + replaceStrings [ "'" ] [ "'\\''" ] (toString arg) + "'";
  escapeShellArgs = concatMapStringsSep " " escapeShellArg;
  escapeNixString = text: escape [ "$" ] (toJSON text);
  escapeNixIdentifier = text: if match "[a-zA-Z_][a-zA-Z0-9_'-]*" text != null then text else escapeNixString text;
  escapeXML = replaceStrings [ "\"" "'" "<" ">" "&" ] [ "&quot;" "&apos;" "&lt;" "&gt;" "&amp;" ];
  charToInt =
    let codes = listToAttrs (imap0 (i: c: nameValuePair c (i + 32)) printable) // { "\t" = 9; "\n" = 10; "\r" = 13; };
    in c: getAttr c codes;
  escapeC = list: replaceStrings list (map (c: "\\x" + toLower (toHexString (charToInt c))) list);
  escapeURL =
    let reserved = filter (c: match "[A-Za-z0-9_.~-]" c == null) printable ++ [ "\t" "\n" "\r" ];
    in replaceStrings reserved (map (c: "%" + fixedWidthString 2 "0" (toHexString (charToInt c))) reserved);
  isValidPosixName = name: match "[a-zA-Z_][a-zA-Z0-9_]*" name != null;
  toShellVar = name: value:
    if !(isValidPosixName name) then throw "toShellVar: ${name} is not a valid shell variable name"
    else if isAttrs value && !(isStringLike value)
    then "declare -A ${name}=(${concatStringsSep " " (mapAttrsToList (key: v: "[${escapeShellArg key}]=${escapeShellArg v}") value)})"
    else if isList value then "declare -a ${name}=(${escapeShellArgs value})"
    else "${name}=${escapeShellArg value}";
  toShellVars = vars: concatStringsSep "\n" (mapAttrsToList toShellVar vars);
  isStringLike = x: isString x || isPath x || x ? outPath || x ? __toString;
  isConvertibleWithToString = x:
    isStringLike x || elem (typeOf x) [ "null" "int" "float" "bool" ] || isList x && all isConvertibleWithToString x;
  isStorePath = x: isStringLike x && substring 0 1 (toString x) == "/" && dirOf (toString x) == storeDir;
  floatToString = float:
    let text = toString float;
    in warnIf (float != fromJSON text) "Imprecise conversion from float to string ${text}" text;
  splitString = sep: text: map (addContextFrom text) (filter isString (split (escapeRegex (toString sep)) (toString text)));
  lowerChars = stringToCharacters "abcdefghijklmnopqrstuvwxyz";
  upperChars = stringToCharacters "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  toLower = replaceStrings upperChars lowerChars;
  toUpper = replaceStrings lowerChars upperChars;
  trim = text: let m = match "[ \t\n\r]*(.*[^ \t\n\r])[ \t\n\r]*" text; in if m == null then "" else head m;
  fixedWidthString = width: filler: text:
    let n = stringLength text;
    in assert assertMsg (n <= width)
         "fixedWidthString: requested string length (${toString width}) must not be shorter than actual length (${toString n})";
       if n == width then text else filler + fixedWidthString (width - stringLength filler) filler text;
  fixedWidthNumber = width: n: fixedWidthString width "0" (toString n);
  nameFromURL = url: sep:
    let file = last (splitString "/" url); name = head (splitString sep file); in assert name != file; name;
  enableFeature = enable: feature: assert isString feature; "--${if enable then "enable" else "disable"}-${feature}";
  enableFeatureAs = enable: feature: value: enableFeature enable feature + optionalString enable "=${value}";
  withFeature = enable: feature: assert isString feature; "--${if enable then "with" else "without"}-${feature}";
  withFeatureAs = enable: feature: value: withFeature enable feature + optionalString enable "=${value}";
  versionOlder = a: b: compareVersions b a == 1;
  versionAtLeast = a: b: !(versionOlder a b);
  getName = x: if isString x then (parseDrvName x).name else x.pname or (parseDrvName x.name).name;
  getVersion = x: if isString x then (parseDrvName x).version else x.version or (parseDrvName x.name).version;
  versions = {
    inherit splitVersion;
    major = version: elemAt (splitVersion version) 0;
    minor = version: elemAt (splitVersion version) 1;
    patch = version: elemAt (splitVersion version) 2;
    majorMinor = version: concatStringsSep "." (take 2 (splitVersion version));
    pad = n: version:
      let numbers = head (splitString "-" version);
      in concatStringsSep "." (take n (splitVersion numbers ++ replicate n "0")) + removePrefix numbers version;
  };
  # Texts in an order in which each comes after those that it needs
  textClosureList = known: wanted:
    let
      go = done: todo:
        let entry = head todo; rest = tail todo;
        in if todo == [ ] then { result = [ ]; inherit done; }
           else if isAttrs entry then
             let needed = go done entry.deps; others = go needed.done rest;
             in { result = needed.result ++ [ entry.text ] ++ others.result; inherit (others) done; }
           else if done ? ${entry} then go done rest
           else go (done // { ${entry} = 1; }) ([ known.${entry} ] ++ rest);
    in (go { } wanted).result;
  textClosureMap = f: known: wanted: concatStringsSep "\n" (map f (textClosureList known wanted));
  noDepEntry = text: { inherit text; deps = [ ]; };
  fullDepEntry = text: deps: { inherit text deps; };
  packEntry = deps: { inherit deps; text = ""; };
  stringAfter = deps: text: { inherit text deps; };
}
