import { afterAll, expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';

const folder = makeFolder({
  's.nix': `{ system, pkgs, distribution, invDistribution }:
rec {
  a = { name = "a"; pkg = abort "!"; type = "t"; dependsOn = { inherit b; }; extra = abort "!"; deep = { x = abort "!"; list = [ (abort "!") ]; }; };
  b = { name = "b"; pkg = abort "!"; type = "t"; dependsOn = { }; list = [ (abort "!") ]; };
}`,
  'i.nix': `{
  h1 = { properties = { hostname = "h1"; secret = abort "!"; list = [ (abort "!") ]; }; containers.t.port = abort "!"; other = abort "!"; };
  h2 = { properties = { hostname = "h2"; secret = abort "!"; }; containers.t = { }; };
}`,
  'd.nix': '{ infrastructure }: { a = [ infrastructure.h1 infrastructure.h2 ]; b = [ infrastructure.h2 ]; }',
  'id.nix': '{ ports = { min = 1; max = 10; scope = "global"; }; }',
  'q.nix': '{ ... }: { a = [ "h1" ]; b = [ "h2" ]; }',
});
afterAll(() => folder.remove());

test.each([
  'multiwaycut -s s.nix -i i.nix -d d.nix',
  'graphcol -s s.nix -i i.nix -d d.nix',
  'gendist -s s.nix -i i.nix -q q.nix',
  'visualize-services -s s.nix',
  'visualize-infra -i i.nix',
  'visualize-distribution -s s.nix -i i.nix -d d.nix',
  'id-assign -s s.nix -i i.nix -d d.nix --id-resources id.nix',
  'explain -s s.nix -i i.nix -d d.nix',
  'diff -i i.nix d.nix d.nix',
  'check -s s.nix -i i.nix -d d.nix',
  'document-services -s s.nix',
  'walk -s s.nix -i i.nix -d d.nix',
  'tour -s s.nix -i i.nix -d d.nix --id-resources id.nix --output-dir out',
])('%s asks for no property that it has no need of', async words => {
  const { exitCode, stderr } = await runIn(folder.path, words.split(' '));
  expect(stderr).not.toContain('abort');
  expect(exitCode, stderr).toBeLessThan(2);
});
