-- Ends a rebuild: from here on this server holds the epoch.
--
-- KEYS[1]  the epoch key; must hold the token of this rebuild
-- ARGV     1 the token, 2 the epoch
if call('GET', KEYS[1]) ~= in_this_life(ARGV[1]) then
  return redis.error_reply('SKULINE_EPOCH another rebuild has begun, or the server restarted or was replaced')
end
put(KEYS[1], in_this_life(ARGV[2]))
return 1
