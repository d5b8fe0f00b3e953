-- Writes the stock of some SKUs into the epoch that is being rebuilt.
--
-- KEYS[1]  the epoch key; must hold the token of this rebuild
-- ARGV     1 the token, 2 prefix of stock keys, then for each SKU: SKU, available, sequence
if call('GET', KEYS[1]) ~= in_this_life(ARGV[1]) then
  return redis.error_reply('SKULINE_EPOCH another rebuild has begun, or the server restarted or was replaced')
end
for i = 3, #ARGV, 3 do
  local available, sequence = tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2])
  call('HSET', ARGV[2] .. ARGV[i], 'a', int(available), 'q', int(sequence), 'c',
    check_of(available, sequence))
end
return #ARGV
