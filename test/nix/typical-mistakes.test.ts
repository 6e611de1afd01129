import { afterAll, describe, expect, test } from 'vitest';
import { fromBytes, toBytes } from '../../src/base/bytes.ts';
import { formatDiagnostic, UserError } from '../../src/base/diagnostic.ts';
import { wordRemedies } from '../../src/cli/word-remedies.ts';
import { callWithArguments } from '../../src/nix/call-with-arguments.ts';
import { forceDeep } from '../../src/nix/force-deep.ts';
import { AttributeSetValue } from '../../src/nix/value.ts';
import { createNodeHost } from '../../src/ports/nix/create-node-host.ts';
import { makeFolder } from '../built.ts';

/** As a command says it. */
const pointToTrace = 'use --show-trace to see the calls that led here';

const services = `{ system, pkgs, distribution, invDistribution }:

let
  customPkgs = import ./pkgs.nix { inherit system pkgs; };
in
rec {
  db = {
    name = "db";
    pkg = customPkgs.db;
    type = "mysql-database";
    dependsOn = { };
  };

  web = {
    name = "web";
    pkg = customPkgs.web;
    port = 8080;
    type = "apache";
    dependsOn = {
      inherit db;
    };
  };
}
`;

const folder = makeFolder({ 'pkgs.nix': '{ system, pkgs }: { db = "db"; web = "web"; }' });
afterAll(() => folder.remove());

/** What people get wrong in a services model: a part of it, what they write instead, and where, in which words and with which hint that is told. */
const mistakes: readonly (readonly [
  right: string,
  wrong: string,
  place: string,
  message: string,
  hint: string | undefined,
])[] = [
  [
    'rec {',
    '{',
    'services.nix:20:15',
    "undefined variable 'db'",
    "the set at services.nix:6:1 has the attribute 'db', but only the attributes of rec { ... } see each other",
  ],
  [
    'name = "db";',
    'name = "db"',
    'services.nix:8:16',
    "expected an operator or ';', found the next binding",
    "the binding of name at services.nix:8:5 is not ended by ';'",
  ],
  [
    '    };\n  };\n}',
    '    };\n  }\n}',
    'services.nix:22:4',
    "expected an operator or ';', found '}'",
    "the binding of web at services.nix:14:3 is not ended by ';'",
  ],
  [
    '    dependsOn = { };\n  };',
    '    dependsOn = { }\n  };',
    'services.nix:11:20',
    "expected an operator or ';', found '}'",
    "the binding of dependsOn at services.nix:11:5 is not ended by ';'",
  ],
  [
    '    dependsOn = { };\n  };',
    '    dependsOn = { };\n',
    'services.nix:23:2',
    "expected an operator or ';', found the end of the file",
    "the '}' at services.nix:23:1 closes the '{' at services.nix:7:8, but stands further left: is a '}' missing before it?",
  ],
  [
    '  };\n}\n',
    '  };\n',
    'services.nix:23:1',
    "expected an attribute name, 'inherit' or '}', found the end of the file",
    "the '{' at services.nix:6:5 is not closed",
  ],
  [
    '    dependsOn = { };\n  };',
    '    dependsOn = { };\n  };\n  };',
    'services.nix:13:4',
    "expected an operator or the end of the file, found ';'",
    "the '}' at services.nix:13:3 closes the '{' at services.nix:6:5, but stands further right: is a '}' missing, or one too many, near it?",
  ],
  [
    'type = "apache"',
    'type: "apache"',
    'services.nix:18:9',
    "expected '.' or '=', found ':'",
    'a binding is written: type = value;',
  ],
  [
    'type = "apache";',
    '"type": "apache",',
    'services.nix:18:11',
    "expected '.' or '=', found ':'",
    'a binding is written: "type" = value;',
  ],
  [
    'type = "apache";',
    'type = "apache",',
    'services.nix:18:20',
    "expected an operator or ';', found ','",
    "the binding of type at services.nix:18:5 is not ended by ';'",
  ],
  [
    'type = "apache";',
    'type = "apache;',
    'services.nix:18:12',
    'this string is not closed',
    'a string that begins with " ends with "',
  ],
  [
    'name = "web";',
    'name = "web;',
    'services.nix:18:19',
    'this string is not closed',
    'the string that begins at services.nix:15:12 goes on over the end of its line: is its closing " missing?',
  ],
  [
    'type = "apache";',
    "type = ''apache;",
    'services.nix:18:12',
    'this string is not closed',
    "a string that begins with '' ends with ''",
  ],
  [
    '"apache"',
    "'apache'",
    'services.nix:18:12',
    "expected an expression, found the character '''",
    "strings stand between double quotes, \"...\", or between two single quotes, ''...''",
  ],
  [
    '"apache"',
    '“apache”',
    'services.nix:18:12',
    "expected an expression, found the character '“'",
    'strings stand between straight double quotes: "..."',
  ],
  [
    'inherit db;',
    'inherit db',
    'services.nix:21:5',
    "expected an attribute name or ';', found '}'",
    "an 'inherit' ends with ';'",
  ],
  [
    'inherit db;',
    'inherit db, web;',
    'services.nix:20:17',
    "expected an attribute name or ';', found ','",
    'names are separated by blanks: inherit a b;',
  ],
  [
    'inherit db;',
    'inherit db.name;',
    'services.nix:20:17',
    "expected an attribute name or ';', found '.'",
    'write inherit (a) b; for b = a.b;',
  ],
  [
    '{ system, pkgs,',
    '{ system pkgs,',
    'services.nix:1:10',
    "expected '.', '=' or ',', found the identifier 'pkgs'",
    'a binding is written: system = value; the arguments of a function are written: { system, ... }: value',
  ],
  [
    'invDistribution }:',
    'invDistribution }',
    'services.nix:3:1',
    "expected ':' behind the argument of a function, found 'let'",
    undefined,
  ],
  [
    '{ system, pkgs,',
    '{ system; pkgs,',
    'services.nix:1:9',
    "expected '.', '=' or ',', found ';'",
    'a binding is written: system = value; the arguments of a function are written: { system, ... }: value',
  ],
  [
    '{ system, pkgs,',
    '{ ..., system, pkgs,',
    'services.nix:1:6',
    "expected '}', found ','",
    "'...' stands behind all other arguments",
  ],
  [
    '\nin\nrec',
    '\nrec',
    'services.nix:5:1',
    "expected an attribute name, 'inherit' or 'in', found 'rec'",
    "the 'let' at services.nix:3:1 has no 'in'",
  ],
  [
    'pkgs; };\nin',
    'pkgs; }\nin',
    'services.nix:4:58',
    "expected an operator or ';', found 'in'",
    "the binding of customPkgs at services.nix:4:3 is not ended by ';'",
  ],
  [
    'customPkgs.web',
    'customPkgs.wbe',
    'services.nix:16:22',
    "attribute 'wbe' missing",
    'did you mean "web"?; the set is defined at pkgs.nix:1:21',
  ],
  ['inherit db;', 'inherit bd;', 'services.nix:20:15', "undefined variable 'bd'", 'did you mean "db"?'],
  ['port = 8080', 'port = prot', 'services.nix:17:12', "undefined variable 'prot'", undefined],
  [
    'inherit system pkgs;',
    'inherit system pkgs; foo = 1;',
    'pkgs.nix:1:1',
    "an anonymous function is called with the unexpected argument 'foo'",
    'it takes system, pkgs; it is called at services.nix:4:16',
  ],
  [
    'inherit system pkgs;',
    'inherit system;',
    'pkgs.nix:1:1',
    "an anonymous function is called without the required argument 'pkgs'",
    'it is called at services.nix:4:16',
  ],
  [
    'port = 8080',
    'port = 8080; url = "http://host:" + web.port',
    'services.nix:17:39',
    'cannot coerce an integer to a string',
    'toString turns a number into a string',
  ],
  [
    'port = 8080',
    'port = 8080; url = "http://host:${web.port}"',
    'services.nix:17:39',
    'cannot coerce an integer to a string',
    'toString turns a number into a string',
  ],
  [
    'type = "apache"',
    'type = db "x"',
    'services.nix:18:12',
    'this is called as a function but is an attribute set',
    "what follows it is taken for an argument: is an operator or ';' missing between them, or is there an argument too many?",
  ],
  [
    'type = "apache"',
    'type = null.x',
    'services.nix:18:17',
    'expected an attribute set but found null',
    "the attribute 'x' is selected from it",
  ],
  [
    './pkgs.nix',
    './pgks.nix',
    'services.nix:4:16',
    "opening file 'pgks.nix': No such file or directory",
    'did you mean "pkgs.nix"?',
  ],
  [
    'import ./pkgs.nix',
    'import pkgs.nix',
    'services.nix:4:28',
    "attribute 'nix' missing",
    'if a file is meant: a path begins with ./',
  ],
  [
    'port = 8080',
    'port = web.port + 1',
    'services.nix:17:16',
    "infinite recursion encountered: the attribute 'port' needs its own value to be computed",
    undefined,
  ],
  [
    'port = 8080;',
    'port = 8080; port = 80;',
    'services.nix:17:18',
    "the attribute 'port' is already defined at services.nix:17:5",
    'remove one of the two',
  ],
  [
    'type = "apache"',
    'tags = [ "a", "b" ]',
    'services.nix:18:17',
    "expected an element of the list or ']', found ','",
    'only blanks stand between the elements of a list',
  ],
  [
    'type = "apache"',
    'tags = [ "a" "b"',
    'services.nix:18:21',
    "expected an element of the list or ']', found ';'",
    "the '[' at services.nix:18:12 is not closed",
  ],
  [
    'type = "apache"',
    'tags = [ x: x ]',
    'services.nix:18:15',
    "expected an element of the list or ']', found ':'",
    'an element of a list that is an operation or a function must be put in parentheses',
  ],
  [
    'port = 8080',
    'port == 8080',
    'services.nix:17:10',
    "expected '.' or '=', found '=='",
    'a binding is written: port = value;',
  ],
  [
    'port = 8080',
    'port = if true then 1',
    'services.nix:17:26',
    "expected 'else' behind the value of 'then', found ';'",
    "every 'if' needs an 'else'",
  ],
  ['port = 8080', 'port = True', 'services.nix:17:12', "undefined variable 'True'", 'did you mean "true"?'],
  ['port = 8080', 'port = None', 'services.nix:17:12', "undefined variable 'None'", 'did you mean "null"?'],
  [
    'port = 8080;',
    'port = 8080; // the port',
    'services.nix:17:18',
    "expected an attribute name or '}', found '//'",
    'a comment begins with # or stands between /* and */',
  ],
  [
    'port = 8080',
    'port = $port',
    'services.nix:17:12',
    "expected an expression, found the character '$'",
    'variables are written without $; ${...} stands in strings and for names of attributes',
  ],
  [
    'port = 8080',
    'port = builtins.add(1, 2)',
    'services.nix:17:26',
    "expected an operator or ')', found ','",
    'the arguments of a function are separated by blanks: f a b',
  ],
  [
    'customPkgs.web',
    'customPkgs web',
    'services.nix:16:11',
    'this is called as a function but is an attribute set',
    "what follows it is taken for an argument: is an operator or ';' missing between them, or is there an argument too many?",
  ],
  [
    'import ./pkgs.nix',
    'import "pkgs.nix"',
    'services.nix:4:16',
    "the string 'pkgs.nix' does not represent an absolute path",
    'a path without quotes, such as ./file, starts at the folder of the file it is written in',
  ],
  ['dependsOn = {\n', 'dependsOn = with db {\n', 'services.nix:22:3', "expected an expression, found '}'", undefined],
  [
    'customPkgs = import',
    'customPkgs := import',
    'services.nix:4:14',
    "expected '.' or '=', found ':'",
    'a binding is written: customPkgs = value;',
  ],
  [
    'port = 8080',
    'port = 8080; x = web.port-1',
    'services.nix:17:26',
    "attribute 'port-1' missing",
    'did you mean "port"?; the set is defined at services.nix:19:5',
  ],
  [
    'port = 8080',
    'port = 8080/2; x = web.port / 2',
    'services.nix:17:33',
    'expected an integer but found a path',
    'a/b without blanks is a path: a division is written a / b',
  ],
  [
    '"apache"',
    '"apache-${system"',
    'services.nix:18:28',
    'this string is not closed',
    "a string that begins with \" ends with \", or is a '}' missing behind the '${' at services.nix:18:20?",
  ],
  [
    'import ./pkgs.nix {',
    '(import ./pkgs.nix {',
    'services.nix:4:59',
    "expected an operator or ')', found ';'",
    "the '(' at services.nix:4:16 is not closed",
  ],
  [
    'dependsOn = { };',
    'dependsOn = { ];',
    'services.nix:11:19',
    "expected an attribute name, 'inherit' or '}', found ']'",
    "the '{' at services.nix:11:17 is not closed",
  ],
  [
    'port = 8080',
    'port = if web.name > 1 then 1 else 2',
    'services.nix:17:24',
    'an integer cannot be compared with a string: 1 and "web"',
    undefined,
  ],
  ['rec {', 'assert system == "foo"; rec {', 'services.nix:6:1', 'assertion failed', undefined],
  [
    'port = 8080',
    'port = if "yes" then 1 else 2',
    'services.nix:17:15',
    'expected a boolean but found a string',
    undefined,
  ],
  [
    'port = 8080',
    'port = [ 1 ] + [ 2 ]',
    'services.nix:17:18',
    'cannot coerce a list to a string: [ 1 ]',
    'lists are joined by ++',
  ],
  [
    'port = 8080',
    'port = { a = 1; } + { b = 2; }',
    'services.nix:17:23',
    'cannot coerce an attribute set to a string: { a = 1; }',
    'sets are joined by //',
  ],
  ['port = 8080', 'port = [ 1 ] ++ "a"', 'services.nix:17:18', 'expected a list but found a string', undefined],
  [
    'port = 8080',
    'with = 8080',
    'services.nix:17:5',
    "expected an attribute name, 'inherit' or '}', found 'with'",
    'a keyword must be quoted to be an attribute name: "with"',
  ],
  [
    '  customPkgs = import',
    '  customPkgs import',
    'services.nix:4:14',
    "expected '.' or '=', found the identifier 'import'",
    'a binding is written: customPkgs = value;',
  ],
  ['port = 8080', 'port =', 'services.nix:17:11', "expected an expression, found ';'", undefined],
  [
    'customPkgs = import ./pkgs.nix { inherit system pkgs; };',
    'f = x => x; customPkgs = import ./pkgs.nix { inherit system pkgs; };',
    'services.nix:4:9',
    "expected an operator or ';', found '='",
    'a function is written x: ...',
  ],
  [
    'port = 8080',
    'port = 8080; /* the port',
    'services.nix:17:18',
    'this comment is not closed',
    'a comment that begins with /* ends with */',
  ],
  [
    'port = 8080',
    'port = web.prot',
    'services.nix:17:16',
    "attribute 'prot' missing",
    'did you mean "port"?; the set is defined at services.nix:19:5',
  ],
  [
    '{ inherit system pkgs; }',
    'system pkgs',
    'pkgs.nix:1:1',
    'an anonymous function takes an attribute set but is called with a string',
    'its argument is written { system = value; ... }',
  ],
  [
    '"apache"',
    '"apa" "che"',
    'services.nix:18:12',
    'this is called as a function but is a string',
    "what follows it is taken for an argument: is an operator ('+' joins strings) or ';' missing between them, or is there an argument too many?",
  ],
  [
    'port = 8080',
    'port = if true then 1 elseif false then 2 else 3',
    'services.nix:17:40',
    "expected 'else' behind the value of 'then', found 'then'",
    "'else if' is two words",
  ],
];

/** What is said of a services model that is wrong. */
function messageOf(text: string): string {
  const host = createNodeHost();
  const empty = AttributeSetValue.empty;
  const args = { system: 'x86_64-linux', pkgs: empty, distribution: empty, invDistribution: empty };
  try {
    const model = host.evaluateText(`${folder.path}/services.nix`, toBytes(text), folder.path);
    forceDeep(
      callWithArguments(model, AttributeSetValue.from(Object.entries(args)), { what: 'the model', callsPlain: false }),
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const [first] = wordRemedies(error.diagnostics);
    if (first === undefined) throw error;
    return fromBytes(formatDiagnostic(first, { folder: folder.path, pointToTrace })).replaceAll(`${folder.path}/`, '');
  }
  return 'no mistake';
}

describe('a typical mistake is told at the right place, in words, with a hint', () => {
  test.each(mistakes)('%j %j', (right, wrong, place, message, hint) => {
    expect(services).toContain(right);
    const text = services.replace(right, () => wrong);
    const told = messageOf(text).split('\n');
    expect(told[0]).toContain(message);
    expect(told[1]).toBe(`  at ${place}`);
    expect(told.find(line => line.startsWith('  hint: '))).toBe(hint === undefined ? undefined : `  hint: ${hint}`);
  });
});
