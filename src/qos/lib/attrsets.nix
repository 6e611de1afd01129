# Attribute sets.
lib:
let
  inherit (builtins)
    all attrNames attrValues catAttrs concatMap concatStringsSep elemAt filter foldl' getAttr
    groupBy hasAttr head intersectAttrs isAttrs length listToAttrs mapAttrs partition tail
    zipAttrsWith;
  inherit (lib)
    concatMapStringsSep escapeNixIdentifier foldl foldr take;
in
rec {
  inherit attrNames attrValues catAttrs getAttr hasAttr intersectAttrs isAttrs listToAttrs mapAttrs removeAttrs zipAttrsWith;
  nameValuePair = name: value: { inherit name value; };
  attrByPath = path: default: set:
    if path == [ ] then set
    else if set ? ${head path} then attrByPath (tail path) default set.${head path}
    else default;
  hasAttrByPath = path: set:
    path == [ ] || set ? ${head path} && hasAttrByPath (tail path) set.${head path};
  getAttrFromPath = path: attrByPath path (abort ("cannot find attribute `" + concatStringsSep "." path + "'"));
  setAttrByPath = path: value: foldr (name: inner: { ${name} = inner; }) value path;
  getAttrs = names: set: genAttrs names (name: set.${name});
  attrVals = names: set: map (name: set.${name}) names;
  genAttrs = names: f: listToAttrs (map (name: nameValuePair name (f name)) names);
  filterAttrs = pred: set: removeAttrs set (filter (name: !(pred name set.${name})) (attrNames set));
  filterAttrsRecursive = pred: set:
    mapAttrs (name: value: if isAttrs value then filterAttrsRecursive pred value else value) (filterAttrs pred set);
  mapAttrs' = f: set: listToAttrs (map (name: f name set.${name}) (attrNames set));
  mapAttrsToList = f: set: map (name: f name set.${name}) (attrNames set);
  mapAttrsRecursive = mapAttrsRecursiveCond (set: true);
  mapAttrsRecursiveCond = cond: f:
    let go = path: mapAttrs (name: value:
          if isAttrs value && cond value then go (path ++ [ name ]) value else f (path ++ [ name ]) value);
    in go [ ];
  concatMapAttrs = f: set: foldl' (a: b: a // b) { } (attrValues (mapAttrs f set));
  attrsToList = mapAttrsToList nameValuePair;
  collect = pred: set: if pred set then [ set ] else if isAttrs set then concatMap (collect pred) (attrValues set) else [ ];
  cartesianProductOfSets = sets:
    foldl' (results: name: concatMap (set: map (value: set // { ${name} = value; }) sets.${name}) results) [ { } ] (attrNames sets);
  cartesianProduct = cartesianProductOfSets;
  mapCartesianProduct = f: sets: map f (cartesianProduct sets);
  foldAttrs = op: nul: foldr (set: folded: foldr (name: acc: acc // { ${name} = op set.${name} (folded.${name} or nul); }) folded (attrNames set)) { };
  foldlAttrs = f: init: set: foldl' (acc: name: f acc name set.${name}) init (attrNames set);
  mergeAttrs = a: b: a // b;
  overrideExisting = old: new: mapAttrs (name: value: new.${name} or value) old;
  optionalAttrs = cond: set: if cond then set else { };
  zipAttrs = zipAttrsWith (name: values: values);
  zipAttrsWithNames = names: f: sets: genAttrs names (name: f name (catAttrs name sets));
  recursiveUpdateUntil = pred: lhs: rhs:
    let go = path: zipAttrsWith (name: values:
          let here = path ++ [ name ];
          in if length values == 1 || pred here (elemAt values 1) (head values) then head values else go here values);
    in go [ ] [ rhs lhs ];
  recursiveUpdate = recursiveUpdateUntil (path: lhs: rhs: !(isAttrs lhs && isAttrs rhs));
  # Deeper paths first, the changes of one path in their order.
  updateManyAttrsByPath =
    let
      go = depth: known: value: updates:
        let
          here = partition (update: length update.path == depth) updates;
          below = groupBy (update: elemAt update.path depth) here.wrong;
          changedBelow =
            if here.wrong == [ ] then
              if known then value
              else throw ("updateManyAttrsByPath: Path '${showAttrPath (head here.right).path}' does not exist in the given value,"
                + " but the first update to this path tries to access the existing value.")
            else if !known then mapAttrs (name: go (depth + 1) false null) below
            else if isAttrs value then value // mapAttrs (name: go (depth + 1) (value ? ${name}) value.${name}) below
            else let inherit (head here.wrong) path; in
              throw ("updateManyAttrsByPath: Path '${showAttrPath path}' needs to be updated, but path '${showAttrPath (take depth path)}'"
                + " of the given value is not an attribute set, so we can't update an attribute inside of it.");
        in foldl (old: update: update.update old) changedBelow here.right;
    in updates: value: go 0 true value updates;
  matchAttrs = pattern: set: assert isAttrs pattern;
    all (name: set ? ${name} && (
      let wanted = pattern.${name}; value = set.${name};
      in if isAttrs wanted then isAttrs value && matchAttrs wanted value else wanted == value)) (attrNames pattern);
  showAttrPath = path: if path == [ ] then "<root attribute path>" else concatMapStringsSep "." escapeNixIdentifier path;
  unionOfDisjoint = a: b:
    let both = intersectAttrs a b; names = concatStringsSep " " (attrNames both);
    in a // b // mapAttrs (name: value: throw "unionOfDisjoint: collision on ${name}; complete list: ${names}") both;
  getOutput = output: pkg: if pkg ? outputSpecified && pkg.outputSpecified then pkg else pkg.${output} or pkg.out or pkg;
  getBin = getOutput "bin";
  getLib = getOutput "lib";
  getDev = getOutput "dev";
  getMan = getOutput "man";
  isDerivation = x: x.type or null == "derivation";
  recurseIntoAttrs = set: set // { recurseForDerivations = true; };
  dontRecurseIntoAttrs = set: set // { recurseForDerivations = false; };
  invertAttrs = set: mapAttrs' (name: value: nameValuePair value name) set;
}
