#!/bin/sh
# Notes who it is beside the note "$0", and becomes the program that its words name: so there is no moment at which
# somebody who begins anew could not tell that it runs. Where that one was quicker, it has made the file, and nothing
# is started any more.
set -C
{ echo "$$" >"$0.pid"; } 2>/dev/null || exit 1
exec "$@"
