/**
 * The functions of nixpkgs' `lib` that models use, in Nix. Names, argument orders and results are those of nixpkgs; what is a builtin
 * there is one here. Parsed only when a model asks for `lib` and the search path has no `<nixpkgs/lib>`.
 * In this text `@{` stands for the start of an interpolation, which would be one of TypeScript's here.
 */
export const libText = String.raw`
let
  inherit (builtins)
    add all any attrNames attrValues bitAnd bitOr bitXor catAttrs compareVersions concatLists concatMap concatStringsSep deepSeq
    div elem elemAt filter foldl' fromJSON functionArgs genList genericClosure getAttr groupBy hasAttr head intersectAttrs isAttrs isBool isFloat
    isFunction isInt isList isPath isString length lessThan listToAttrs map mapAttrs match mul parseDrvName partition pathExists readFile
    removeAttrs replaceStrings seq sort split splitVersion stringLength sub substring tail toJSON toString trace tryEval typeOf zipAttrsWith;

  lib = rec {
    # Functions
    id = x: x;
    const = x: y: x;
    flip = f: a: b: f b a;
    pipe = value: functions: foldl' (x: f: f x) value functions;
    fix = f: let x = f x; in x;
    extends = overlay: f: final: let prev = f final; in prev // overlay final prev;
    composeExtensions = f: g: final: prev: let a = f final prev; in a // g final (prev // a);
    composeManyExtensions = foldr composeExtensions (final: prev: { });
    makeExtensible = f: fix f // { extend = overlay: makeExtensible (extends overlay f); };
    callPackageWith = scope: f: args:
      let g = if isFunction f then f else import f;
      in makeOverridable g (intersectAttrs (functionArgs g) scope // args);
    makeOverridable = f: args:
      let
        result = f args;
        override = changes: makeOverridable f (args // (if isFunction changes then changes args else changes));
      in if isAttrs result then result // { inherit override; }
         else if isFunction result then { inherit override; __functor = self: result; }
         else result;
    setFunctionArgs = f: args: { __functor = self: f; __functionArgs = args; };
    isFunctionLike = f: isFunction f || f ? __functor;
    inherit functionArgs isFunction;

    # Logic and numbers
    xor = x: y: x != y;
    mapNullable = f: x: if x == null then x else f x;
    defaultTo = default: x: if x == null then default else x;
    and = x: y: x && y;
    or = x: y: x || y;
    boolToString = b: if b then "true" else "false";
    min = x: y: if x < y then x else y;
    max = x: y: if x > y then x else y;
    mod = base: int: base - int * (div base int);
    compare = a: b: if a < b then -1 else if a > b then 1 else 0;
    toInt = text: let n = fromJSON text; in if isInt n then n else throw "Could not convert @{text} to int.";
    inherit add sub mul div lessThan bitAnd bitOr bitXor;

    # Lists
    inherit all any concatLists concatMap elem elemAt filter foldl' genList groupBy head isList length map partition sort tail;
    singleton = x: [ x ];
    foldr = op: nul: list: let go = n: if n == length list then nul else op (elemAt list n) (go (n + 1)); in go 0;
    fold = foldr;
    foldl = op: nul: list: let go = n: if n == -1 then nul else op (go (n - 1)) (elemAt list n); in go (length list - 1);
    forEach = list: f: map f list;
    imap0 = f: list: genList (n: f n (elemAt list n)) (length list);
    imap1 = f: list: genList (n: f (n + 1) (elemAt list n)) (length list);
    flatten = x: if isList x then concatMap flatten x else [ x ];
    remove = e: filter (x: x != e);
    findFirst = pred: default: list:
      let found = foldl' (seen: x: if seen != [ ] then seen else if pred x then [ x ] else [ ]) [ ] list;
      in if found == [ ] then default else head found;
    findSingle = pred: default: multiple: list:
      let found = filter pred list; n = length found;
      in if n == 0 then default else if n > 1 then multiple else head found;
    count = pred: foldl' (c: x: if pred x then c + 1 else c) 0;
    optional = cond: x: if cond then [ x ] else [ ];
    optionals = cond: list: if cond then list else [ ];
    toList = x: if isList x then x else [ x ];
    range = first: last: if first > last then [ ] else genList (n: first + n) (last - first + 1);
    replicate = n: x: genList (i: x) n;
    zipListsWith = f: a: b: genList (n: f (elemAt a n) (elemAt b n)) (min (length a) (length b));
    zipLists = zipListsWith (fst: snd: { inherit fst snd; });
    reverseList = list: let n = length list; in genList (i: elemAt list (n - i - 1)) n;
    sublist = start: size: list:
      let n = length list;
      in genList (i: elemAt list (i + start)) (if start >= n then 0 else if start + size > n then n - start else size);
    take = sublist 0;
    drop = size: list: sublist size (length list) list;
    last = list: if list == [ ] then throw "lists.last: list must not be empty!" else elemAt list (length list - 1);
    init = list: if list == [ ] then throw "lists.init: list must not be empty!" else take (length list - 1) list;
    unique = foldl' (seen: x: if elem x seen then seen else seen ++ [ x ]) [ ];
    intersectLists = a: filter (x: elem x a);
    subtractLists = a: filter (x: !(elem x a));
    mutuallyExclusive = a: b: !(any (x: elem x b) a);
    crossLists = f: foldl (fs: args: concatMap (g: map g args) fs) [ f ];
    sortOn = f: sort (a: b: f a < f b);
    compareLists = cmp: a: b:
      if a == [ ] then (if b == [ ] then 0 else -1)
      else if b == [ ] then 1
      else let first = cmp (head a) (head b); in if first == 0 then compareLists cmp (tail a) (tail b) else first;
    naturalSort =
      let
        parts = text: map (part: if isList part then fromJSON (head (match "0*(.+)" (head part))) else part) (split "([0-9]+)" text);
        before = a: b: compareLists (x: y: if x == y then 0 else if x < y then -1 else 1) a.parts b.parts < 0;
      in list: map (entry: entry.text) (sort before (map (text: { inherit text; parts = parts text; }) list));
    allUnique = list: length (unique list) == length list;
    groupBy' = op: nul: pred: list: mapAttrs (name: foldl' op nul) (groupBy pred list);
    listDfs = throw "lib.listDfs is not provided: pass -I nixpkgs=FOLDER for the whole of lib";

    # Attribute sets
    inherit attrNames attrValues catAttrs getAttr hasAttr intersectAttrs isAttrs listToAttrs mapAttrs removeAttrs zipAttrsWith;
    nameValuePair = name: value: { inherit name value; };
    attrByPath = path: default: set:
      if path == [ ] then set
      else if isAttrs set && hasAttr (head path) set then attrByPath (tail path) default (getAttr (head path) set)
      else default;
    hasAttrByPath = path: set:
      path == [ ] || isAttrs set && hasAttr (head path) set && hasAttrByPath (tail path) (getAttr (head path) set);
    getAttrFromPath = path: attrByPath path (throw ("cannot find attribute \"" + concatStringsSep "." path + "\""));
    setAttrByPath = path: value: foldr (name: inner: { @{name} = inner; }) value path;
    getAttrs = names: set: genAttrs names (name: set.@{name});
    attrVals = names: set: map (name: set.@{name}) names;
    genAttrs = names: f: listToAttrs (map (name: nameValuePair name (f name)) names);
    filterAttrs = pred: set: removeAttrs set (filter (name: !(pred name set.@{name})) (attrNames set));
    mapAttrs' = f: set: listToAttrs (map (name: f name set.@{name}) (attrNames set));
    mapAttrsToList = f: set: map (name: f name set.@{name}) (attrNames set);
    mapAttrsRecursive = mapAttrsRecursiveCond (set: true);
    mapAttrsRecursiveCond = cond: f:
      let go = path: mapAttrs (name: value:
            if isAttrs value && cond value then go (path ++ [ name ]) value else f (path ++ [ name ]) value);
      in go [ ];
    concatMapAttrs = f: set: foldl' (a: b: a // b) { } (attrValues (mapAttrs f set));
    attrsToList = mapAttrsToList nameValuePair;
    collect = pred: set: if pred set then [ set ] else if isAttrs set then concatMap (collect pred) (attrValues set) else [ ];
    cartesianProductOfSets = sets:
      foldl' (results: name: concatMap (set: map (value: set // { @{name} = value; }) sets.@{name}) results) [ { } ] (attrNames sets);
    cartesianProduct = cartesianProductOfSets;
    mapCartesianProduct = f: sets: map f (cartesianProduct sets);
    foldAttrs = op: nul: foldr (set: folded: foldr (name: acc: acc // { @{name} = op set.@{name} (acc.@{name} or nul); }) folded (attrNames set)) { };
    foldlAttrs = f: init: set: foldl' (acc: name: f acc name set.@{name}) init (attrNames set);
    mergeAttrs = a: b: a // b;
    overrideExisting = old: new: mapAttrs (name: value: new.@{name} or value) old;
    optionalAttrs = cond: set: if cond then set else { };
    zipAttrs = zipAttrsWith (name: values: values);
    recursiveUpdateUntil = pred: lhs: rhs:
      let go = path: zipAttrsWith (name: values:
            let here = path ++ [ name ];
            in if length values == 1 || pred here (elemAt values 1) (head values) then head values else go here values);
      in go [ ] [ rhs lhs ];
    recursiveUpdate = recursiveUpdateUntil (path: lhs: rhs: !(isAttrs lhs && isAttrs rhs));
    updateManyAttrsByPath = throw "lib.updateManyAttrsByPath is not provided: pass -I nixpkgs=FOLDER for the whole of lib";
    isDerivation = x: x.type or null == "derivation";
    recurseIntoAttrs = set: set // { recurseForDerivations = true; };
    invertAttrs = set: mapAttrs' (name: value: nameValuePair value name) set;

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
    hasInfix = infix: text: length (split (escapeRegex infix) text) > 1;
    removePrefix = prefix: text: if hasPrefix prefix text then substring (stringLength prefix) (-1) text else text;
    removeSuffix = suffix: text: if hasSuffix suffix text then substring 0 (stringLength text - stringLength suffix) text else text;
    stringToCharacters = text: genList (n: substring n 1 text) (stringLength text);
    stringAsChars = f: text: concatStrings (map f (stringToCharacters text));
    makeSearchPath = folder: paths: concatMapStringsSep ":" (path: "@{path}/@{folder}") (filter (path: path != null) paths);
    makeBinPath = makeSearchPath "bin";
    escape = list: replaceStrings list (map (c: "\\" + c) list);
    escapeRegex = escape (stringToCharacters "\\[{()^$?*+|.");
    escapeShellArg = arg: "'" + replaceStrings [ "'" ] [ "'\\''" ] (toString arg) + "'";
    escapeShellArgs = concatMapStringsSep " " escapeShellArg;
    splitString = sep: text: filter isString (split (escapeRegex (toString sep)) (toString text));
    lowerChars = stringToCharacters "abcdefghijklmnopqrstuvwxyz";
    upperChars = stringToCharacters "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    toLower = replaceStrings upperChars lowerChars;
    toUpper = replaceStrings lowerChars upperChars;
    trim = text: let m = match "[ \t\n\r]*(.*[^ \t\n\r])[ \t\n\r]*" text; in if m == null then "" else head m;
    fixedWidthString = width: filler: text:
      let missing = width - stringLength text;
      in if missing < 0 then throw "fixedWidthString: requested string length is too small" else concatStrings (genList (n: filler) missing) + text;
    fixedWidthNumber = width: n: fixedWidthString width "0" (toString n);
    versionOlder = a: b: compareVersions b a == 1;
    versionAtLeast = a: b: !(versionOlder a b);
    getName = x: (parseDrvName (if isString x then x else x.pname or x.name)).name;
    getVersion = x: (parseDrvName (if isString x then x else x.name)).version;
    strings = lib;
    lists = lib;
    attrsets = lib;
    trivial = lib;

    # The rest
    inherit deepSeq genericClosure isBool isFloat isInt isPath isString pathExists readFile seq trace tryEval typeOf;
    fileContents = file: removeSuffix "\n" (readFile file);
    importJSON = file: fromJSON (readFile file);
    importTOML = file: builtins.fromTOML (readFile file);
    assertMsg = cond: message: if cond then true else trace message false;
    assertOneOf = name: value: list: assertMsg (elem value list) "@{name} must be one of the list";
    warn = message: x: trace ("warning: " + message) x;
    warnIf = cond: message: if cond then warn message else id;
    throwIf = cond: message: if cond then throw message else id;
    throwIfNot = cond: message: if cond then id else throw message;
    traceVal = x: trace x x;
    traceValFn = f: x: trace (f x) x;
    traceSeq = x: y: trace (deepSeq x x) y;
    toHexString = n: let digits = "0123456789ABCDEF"; go = n: if n < 16 then substring n 1 digits else go (div n 16) + substring (mod n 16) 1 digits; in go n;
  };
in
lib
`.replaceAll('@{', '$'.concat('{'));
