-- Puts SKUs into quarantine, or lets them out as they are.
--
-- KEYS[1]  the epoch key
-- ARGV     1 the epoch, or the token of the rebuild under way, 2 prefix of stock keys,
--          3 '1' to put in, '0' to let out, then SKUs
local held = redis.call('GET', KEYS[1])
if held ~= in_this_life(ARGV[1]) then
  return redis.error_reply('SKULINE_EPOCH this server holds ' .. tostring(held) .. ', not ' .. ARGV[1])
end
for i = 4, #ARGV do
  if ARGV[3] == '1' then
    redis.call('HSET', ARGV[2] .. ARGV[i], 'x', '1')
  else
    redis.call('HDEL', ARGV[2] .. ARGV[i], 'x')
  end
end
return #ARGV
