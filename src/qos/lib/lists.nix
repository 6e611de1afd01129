# Functions, numbers and lists.
lib:
let
  inherit (builtins)
    add all any bitAnd bitOr bitXor concatLists concatMap div elem elemAt filter foldl' fromJSON
    genList groupBy head intersectAttrs isAttrs isInt isList length lessThan mapAttrs match mul
    partition sort split sub substring tail trace;
  inherit (lib)
    assertMsg concatMapStrings escapeNixString isDerivation;

  # What toInt and toIntBase10 have in common: "digits" is null where the text is no number.
  toInteger = name: text: digits:
    let n = fromJSON digits;
    in if digits != null && isInt n then n else throw "${name}: Could not convert ${escapeNixString text} to int.";
in
rec {
  # Functions
  id = x: x;
  const = x: y: x;
  flip = f: a: b: f b a;
  pipe = value: functions: foldl' (x: f: f x) value functions;
  fix = f: let x = f x; in x;
  fix' = f: let x = f x // { __unfix__ = f; }; in x;
  converge = f: x: let next = f x; in if next == x then x else converge f next;
  extends = overlay: f: final: let prev = f final; in prev // overlay final prev;
  composeExtensions = f: g: final: prev: let a = f final prev; in a // g final (prev // a);
  composeManyExtensions = foldr composeExtensions (final: prev: { });
  makeExtensible = makeExtensibleWithCustomName "extend";
  makeExtensibleWithCustomName = name: f:
    fix' f // { ${name} = overlay: makeExtensibleWithCustomName name (extends overlay f); };
  callPackageWith = scope: f: args:
    let g = if isFunction f then f else import f;
    in makeOverridable g (intersectAttrs (functionArgs g) scope // args);
  callPackagesWith = scope: f: args:
    let
      g = if isFunction f then f else import f;
      given = intersectAttrs (functionArgs g) scope // args;
      results = g given;
    in if isDerivation results
       then throw ("function `callPackages` was called on a *single* derivation \"${results.name or "<unknown-name>"}\";"
         + " did you mean to use `callPackage` instead?")
       else mapAttrs (name: result: makeOverridable (again: (g again).${name}) given) results;
  makeOverridable = f: args:
    let
      result = f args;
      withArgumentsOf = of: g: setFunctionArgs g (functionArgs of);
      override = withArgumentsOf f (changes: makeOverridable f (args // (if isFunction changes then changes args else changes)));
      onResult = change: makeOverridable (withArgumentsOf f (x: change (f x))) args;
    in if isAttrs result then result // {
         inherit override;
         overrideDerivation = change: onResult (old: derivation (old.drvAttrs // change old));
         ${if result ? overrideAttrs then "overrideAttrs" else null} = change: onResult (old: old.overrideAttrs change);
       }
       else if isFunction result then withArgumentsOf result result // { inherit override; }
       else result;
  makeScope = newScope: f:
    let
      self = f self // {
        newScope = more: newScope (self // more);
        callPackage = self.newScope { };
        overrideScope = overlay: makeScope newScope (extends overlay f);
        overrideScope' = self.overrideScope;
        packages = f;
      };
    in self;
  setFunctionArgs = f: args: { __functor = self: f; __functionArgs = args; };
  functionArgs = f: if f ? __functor then f.__functionArgs or (functionArgs (f.__functor f)) else builtins.functionArgs f;
  isFunction = f: builtins.isFunction f || f ? __functor && isFunction (f.__functor f);
  isFunctionLike = isFunction;
  toFunction = x: if isFunction x then x else y: x;

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
  splitByAndCompare = first: yes: no: a: b: if first a then (if first b then yes a b else -1) else if first b then 1 else no a b;
  toInt = text:
    let digits = match "[[:space:]]*(-?[[:digit:]]+)[[:space:]]*" text;
    in if digits != null && match "0[[:digit:]]+" (head digits) == [ ]
       then throw "toInt: Ambiguity in interpretation of ${escapeNixString text} between octal and zero padded integer."
       else toInteger "toInt" text (if digits == null then null else head digits);
  toIntBase10 = text:
    let digits = match "[[:space:]]*0*(-?[[:digit:]]+)[[:space:]]*" text;
    in if digits != null && match "0+" (head digits) == [ ] then 0
       else toInteger "toIntBase10" text (if digits == null then null else head digits);
  bitNot = sub (-1);
  toBaseDigits = base: i:
    let go = n: (if n < base then [ ] else go (n / base)) ++ [ (mod n base) ];
    in assert base >= 2; assert i >= 0; go i;
  toHexString = i: concatMapStrings (digit: substring digit 1 "0123456789ABCDEF") (toBaseDigits 16 i);
  inherit add sub mul div lessThan bitAnd bitOr bitXor;

  # Lists
  inherit all any concatLists concatMap elem elemAt filter foldl' genList groupBy head isList length map partition sort tail;
  concat = a: b: a ++ b;
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
  last = list: assert assertMsg (list != [ ]) "lists.last: list must not be empty!"; elemAt list (length list - 1);
  init = list: assert assertMsg (list != [ ]) "lists.init: list must not be empty!"; take (length list - 1) list;
  unique = foldl' (seen: x: if elem x seen then seen else seen ++ [ x ]) [ ];
  intersectLists = a: filter (x: elem x a);
  subtractLists = a: filter (x: !(elem x a));
  mutuallyExclusive = a: b: length a == 0 || !(any (x: elem x a) b);
  crossLists = trace "lib.crossLists is deprecated, use lib.cartesianProductOfSets instead"
    (f: foldl (fs: args: concatMap (g: map g args) fs) [ f ]);
  sortOn = f: sort (a: b: f a < f b);
  compareLists = cmp: a: b:
    if a == [ ] then (if b == [ ] then 0 else -1)
    else if b == [ ] then 1
    else let first = cmp (head a) (head b); in if first == 0 then compareLists cmp (tail a) (tail b) else first;
  naturalSort =
    let parts = text: map (part: if isList part then toInt (head part) else part) (split "(0|[1-9][0-9]*)" text);
    in list: map (entry: entry.text)
         (sort (a: b: compareLists compare a.parts b.parts < 0) (map (text: { inherit text; parts = parts text; }) list));
  allUnique = list: length (unique list) == length list;
  groupBy' = op: nul: pred: list: mapAttrs (name: foldl op nul) (groupBy pred list);
  # From the first element to one that nothing comes before, or to one of a circle.
  listDfs = stopOnCycles: before: list:
    let
      go = here: visited: rest:
        let
          loops = filter (x: before x here) visited;
          earlier = partition (x: before x here) rest;
        in if stopOnCycles && length loops > 0 then { cycle = here; inherit loops visited rest; }
           else if earlier.right == [ ] then { minimal = here; inherit visited rest; }
           else go (head earlier.right) ([ here ] ++ visited) (tail earlier.right ++ earlier.wrong);
    in go (head list) [ ] (tail list);
  toposort = before: list:
    let
      first = listDfs true before list;
      others = toposort before (first.visited ++ first.rest);
    in if length list < 2 then { result = list; }
       else if first ? cycle then { cycle = reverseList ([ first.cycle ] ++ first.visited); inherit (first) loops; }
       else if others ? cycle then others
       else { result = [ first.minimal ] ++ others.result; };
}
