# The value of a model that is called with what it asks for of what is offered.
{
  # A value, or a function of arguments.
  model,
  # What is offered to it, as a function of its value: the inverse of a distribution consists of services.
  offered
}:
let
  callable = v: if builtins.isAttrs v && v ? __functor then callable (v.__functor v) else v;
  # { }: ... has as few arguments as x: ..., but other XML.
  takesPattern = f: builtins.match ".*<attrspat.*" (builtins.toXML f) != null;
  # A pattern that ends in ... takes all that is offered.
  isOpen = f: builtins.match ".*<attrspat[^>]* ellipsis=.*" (builtins.toXML f) != null;
  called = callable model;
  value =
    if !builtins.isFunction called then called
    else if !takesPattern called || isOpen called then called (offered value)
    else called (builtins.intersectAttrs (builtins.functionArgs called) (offered value));
in
value
