#!/bin/sh
# What an instructor writes to grade a folder of submissions: builds each, runs it,
# asks for its page, removes it. Prints a line for each: its name, passed or failed.
#   shell-loop.sh SUBMISSIONS PORT
marker='<meta name="application-name" content="python-server">'
seconds=10

for folder in "$1"/*/; do
  verdict=failed
  if docker build -q -t graded "$folder" >/dev/null 2>&1 &&
    docker run -d --name graded -p "127.0.0.1:$2:8000" graded >/dev/null 2>&1; then
    end=$(($(date +%s) + seconds))
    while [ "$(date +%s)" -lt "$end" ]; do
      if page=$(curl -s --max-time "$seconds" "http://127.0.0.1:$2/"); then
        case $page in *"$marker"*) verdict=passed ;; esac
        break
      fi
      # One that has crashed is not waited for.
      [ "$(docker inspect -f '{{.State.Running}}' graded)" = true ] || break
      sleep 0.2
    done
  fi
  docker rm -f graded >/dev/null 2>&1
  echo "$(basename "$folder") $verdict"
done
