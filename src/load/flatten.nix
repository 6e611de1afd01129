# Flattens the value of a model (services, infrastructure and so on) into what JSON can hold: without packages,
# functions and derivations, with dependencies and targets as names.
{
  value,
  # How many levels of a service's or target's own attributes are kept.
  depth
}:
let
  isPlain = v: !(builtins.isFunction v || builtins.isAttrs v && v.type or null == "derivation");
  names = dependencies:
    if builtins.isAttrs dependencies
    then map (name: (dependencies.${name}).name or name) (builtins.attrNames dependencies)
    else dependencies;

  flatten = level: v:
    if builtins.isAttrs v then
      if v ? __targetName then v.__targetName
      else flattenSet level (builtins.removeAttrs v [ "pkg" ])
    else if builtins.isList v then map (flatten level) (builtins.filter isPlain v)
    else v;

  flattenSet = level: set:
    let kept = builtins.filter (name: isKept level name set.${name}) (builtins.attrNames set);
    in builtins.listToAttrs (map (name: { inherit name; value = flattenAttribute level name set.${name}; }) kept);

  # What throws in a property that nobody may ask for is no reason to fail.
  isKept = level: name: v:
    let tried = builtins.tryEval v;
    in tried.success && isPlain tried.value && (level > 0 || !(builtins.isAttrs tried.value || builtins.isList tried.value));

  flattenAttribute = level: name: v:
    if name == "dependsOn" || name == "connectsTo" then names v else flatten (level - 1) v;
in
flatten depth value
