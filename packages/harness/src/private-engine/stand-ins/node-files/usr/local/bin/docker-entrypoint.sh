#!/bin/sh
# As in the image of that name: words that are no command are for Node.
case $1 in
  -*) exec node "$@" ;;
esac
if ! command -v "$1" >/dev/null || { [ -f "$1" ] && [ ! -x "$1" ]; }; then
  exec node "$@"
fi
exec "$@"
