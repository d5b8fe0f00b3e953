-- Puts SKUs into quarantine, or lets them out as they are.
--
-- KEYS[1]  the epoch key
-- ARGV     1 the epoch, or the token of the rebuild under way, 2 prefix of stock keys,
--          3 '1' to put in, '0' to let out, then SKUs
local held = call('GET', KEYS[1])
if held ~= in_this_life(ARGV[1]) then
  return redis.error_reply('SKULINE_EPOCH this server holds ' .. tostring(held) .. ', not ' .. ARGV[1])
end
for i = 4, #ARGV do
  local key = ARGV[2] .. ARGV[i]
  if ARGV[3] == '1' then
    local kind = call('TYPE', key).ok
    if kind ~= 'hash' and kind ~= 'none' then
      call('DEL', key) -- or it could not be marked; what somebody has put there is no stock
    end
    call('HDEL', key, 'x') -- or a server that is full would refuse the next one, see put
    call('HSET', key, 'x', '1')
  else
    call('HDEL', key, 'x')
  end
end
return #ARGV
