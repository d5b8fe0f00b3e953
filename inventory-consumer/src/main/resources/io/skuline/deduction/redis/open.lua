-- Ends a rebuild: from here on this server holds the epoch.
--
-- KEYS[1]  the epoch key; must hold the token of this rebuild
-- ARGV     1 the token, 2 the epoch
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return redis.error_reply('SKULINE_EPOCH another rebuild has begun')
end
redis.call('SET', KEYS[1], opened_for(ARGV[2]))
return 1
