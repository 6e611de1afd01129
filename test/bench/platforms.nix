# Descriptions of platforms, in the manner of the tables that sets of packages choose by: parts of a platform are typed
# values, a triple is parsed into parts and filled in, and predicates are patterns that many platforms are matched with.
# Written for measuring: `families` is how many kinds of processors there are, up to 8.
{ rounds, families }:
let
  inherit (builtins) all any attrNames attrValues concatMap concatStringsSep elemAt filter foldl' genList head isAttrs
    isList isString length listToAttrs map mapAttrs split;
  setType = type: set: set // { _type = type; };
  isType = type: value: (value._type or "") == type;
  named = type: mapAttrs (name: value: setType type ({ inherit name; } // value));

  cpus = named "cpu" (listToAttrs (concatMap (family: map (bits: {
    name = "${family}${toString bits}";
    value = { inherit bits family; endian = if family == "power" || family == "mips" then "big" else "little"; };
  }) [ 16 32 64 128 ]) (genList (elemAt [ "x86-" "arm" "mips" "power" "riscv" "sparc" "alpha" "wasm" ]) families)));
  vendors = named "vendor" { pc = { }; apple = { }; unknown = { }; none = { }; };
  kernels = named "kernel" { linux.families.unix = { }; darwin.families = { unix = { }; bsd = { }; }; freebsd.families = { unix = { }; bsd = { }; }; windows.families = { }; none.families = { }; };
  abis = named "abi" { gnu = { libc = "glibc"; }; musl = { libc = "musl"; }; eabi = { libc = "newlib"; float = "hard"; }; msvc = { libc = "ucrt"; }; unknown = { }; };

  # Whether a platform has all that a pattern says. A list of patterns is a choice.
  matches = pattern: value:
    if isList pattern then any (each: matches each value) pattern
    else isAttrs value && all (name: value ? ${name} && (
      let wanted = pattern.${name}; own = value.${name};
      in if isAttrs wanted || isList wanted then matches wanted own else wanted == own)) (attrNames pattern);
  patterns = {
    is32bit = { cpu.bits = 32; };
    is64bit = { cpu.bits = 64; };
    isBigEndian = { cpu.endian = "big"; };
    isX86 = { cpu.family = "x86-"; };
    isArm = { cpu.family = "arm"; };
    isRiscV = { cpu.family = "riscv"; };
    isUnix = { kernel.families.unix = { }; };
    isBsd = { kernel.families.bsd = { }; };
    isLinux = { kernel.name = "linux"; };
    isDarwin = { kernel.name = "darwin"; };
    isWindows = { kernel.name = "windows"; abi.name = [ "msvc" "gnu" ]; };
    isGnu = [ { kernel.name = "linux"; abi.libc = "glibc"; } { kernel.name = "windows"; abi.name = "gnu"; } ];
    isMusl = { abi.libc = "musl"; };
    isStatic = [ { kernel.name = "none"; } { abi.float = "hard"; } ];
  };
  predicates = mapAttrs (_: matches) patterns;

  parse = triple:
    let parts = filter isString (split "_" triple);
    in setType "system" {
      cpu = cpus.${elemAt parts 0} or (throw "no processor: ${triple}");
      vendor = vendors.${elemAt parts 1};
      kernel = kernels.${elemAt parts 2};
      abi = abis.${elemAt parts 3};
    };
  showTriple = { cpu, vendor, kernel, abi, ... }: concatStringsSep "_" [ cpu.name vendor.name kernel.name abi.name ];
  elaborate = arguments:
    let
      final = {
        parsed = parse final.config;
        system = "${final.parsed.cpu.name}-${final.parsed.kernel.name}";
        config = showTriple final.parsed;
        libc = if final.isDarwin then "libSystem" else final.parsed.abi.libc or "none";
        extension = { library = if final.isDarwin then ".dylib" else if final.isWindows then ".dll" else ".so"; program = if final.isWindows then ".exe" else ""; };
        emulator = if final.isX86 then "none" else "qemu-${final.parsed.cpu.name}";
        isCompatible = other: final.isLinux == other.isLinux && final.parsed.cpu.family == other.parsed.cpu.family;
      } // mapAttrs (_: f: f final.parsed) predicates // arguments;
    in final;

  triples = concatMap (cpu: concatMap (vendor: concatMap (kernel: map (abi: "${cpu}_${vendor}_${kernel}_${abi}") (attrNames abis)) (attrNames kernels)) (attrNames vendors)) (attrNames cpus);
  platforms = map (config: elaborate { inherit config; }) triples;
  countOf = name: length (filter (platform: platform.${name}) platforms);
  weigh = round: foldl' (sum: name: sum + countOf name) round (attrNames predicates);
  shown = foldl' (sum: platform: sum + builtins.stringLength (platform.system + platform.libc + platform.extension.library + platform.emulator + showTriple platform.parsed)) 0 platforms;
  compatible = foldl' (sum: platform: sum + (if platform.isCompatible (head platforms) then 1 else 0)) 0 platforms;
in foldl' (sum: round: sum + weigh round) (shown + compatible) (genList (round: round) rounds)
