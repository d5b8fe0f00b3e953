-- Closes this server for everybody, if it is still open for the epoch.
--
-- KEYS[1]  the epoch key
-- ARGV     1 the epoch
if call('GET', KEYS[1]) == in_this_life(ARGV[1]) then
  put(KEYS[1], 'disowned:' .. ARGV[1])
end
return 1
