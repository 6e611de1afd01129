let a = "b"; in { inherit ({ b = 1; }) ${a}; }
