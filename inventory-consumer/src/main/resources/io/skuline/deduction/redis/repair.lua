-- Puts a SKU right and lets it out of quarantine, in one step: until then nothing of it is decided.
--
-- KEYS[1]  the epoch key
-- ARGV     1 the epoch, 2 prefix of stock keys, 3 SKU, 4 and 5 amount and sequence that were seen, whatever
--          they were, empty if there were none, 6 and 7 what they become, empty if there are to be none
-- Returns  1; 0 if the SKU is not in quarantine, or not as it was seen
local held = call('GET', KEYS[1])
if held ~= in_this_life(ARGV[1]) then
  return redis.error_reply('SKULINE_EPOCH this server holds ' .. tostring(held) .. ', not ' .. ARGV[1])
end
local key = ARGV[2] .. ARGV[3]
local v = call('HMGET', key, 'a', 'q', 'x', 'r')
if not v[3] or (v[1] or '') ~= ARGV[4] or (v[2] or '') ~= ARGV[5] then
  return 0
end
if ARGV[6] == '' then
  call('DEL', key)
  return 1
end
local available, sequence = tonumber(ARGV[6]), tonumber(ARGV[7])
call('HDEL', key, 'x') -- first, or a server that is full would refuse the next one, see put
call('HSET', key, 'a', int(available), 'q', int(sequence), 'c',
  check_of(available, sequence, tonumber(v[4] or '0')))
return 1
