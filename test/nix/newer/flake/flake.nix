{
  inputs.part.url = "path:./part";
  inputs.plain = { url = "path:./plain"; flake = false; };

  outputs = { self, part, plain, far, ... }: {
    number = part.number + 1;
    same = self.number;
    text = builtins.readFile (plain + "/text");
    named = builtins.attrNames self.inputs;
    fetched = far.number;
    kind = self._type;
  };
}
