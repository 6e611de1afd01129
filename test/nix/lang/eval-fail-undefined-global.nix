concatStringsSep ", " [ "a" ]
