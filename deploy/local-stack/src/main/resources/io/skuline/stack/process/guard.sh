# Runs one server on behalf of a parent that talks to it on standard input: sh -c guard.sh guard FOLDER COMMAND...
# When the parent closes the pipe, or is killed (the kernel closes it then), the server is killed and
# its folder removed. Each order is answered with one line.
trap '' INT HUP QUIT
trap : TERM # ends the read below, and with it the server
folder=$1
shift
server=

end() {
  if [ -n "$server" ]; then
    kill -9 "$server"
    wait "$server"
    server=
  fi
}

while read -r order; do
  case $order in
    start)
      end
      "$@" >>"$folder/server.log" 2>&1 </dev/null &
      server=$!
      echo started
      ;;
    kill)
      end
      echo killed
      ;;
    pause)
      if [ -n "$server" ]; then kill -STOP "$server"; fi
      echo "$server" # for the guard's owner to wait until it stands still
      ;;
    resume)
      if [ -n "$server" ]; then kill -CONT "$server"; fi
      echo resumed
      ;;
    running)
      jobs >/dev/null # reaps a server that ended by itself
      if [ -n "$server" ] && kill -0 "$server"; then echo true; else echo false; fi
      ;;
  esac
done
end
rm -rf "$folder"
