-- Returns open reservations of a partition: for each, order, token, home.
--
-- KEYS[1]  the epoch key
-- ARGV     1 the epoch, 2 prefix of memory keys, 3 how old they are at least, in milliseconds, 4 the most of them
if call('GET', KEYS[1]) ~= in_this_life(ARGV[1]) then
  return redis.error_reply('SKULINE_EPOCH this server does not hold epoch ' .. ARGV[1])
end
local time = call('TIME')
local latest = math.floor(time[1] * 1000 + time[2] / 1000) - tonumber(ARGV[3])
local all, old = call('HGETALL', sub(ARGV[2], 1, -3) .. 'v'), {}
for i = 1, #all, 2 do
  local since, token, home = match(all[i + 1], '^(%d+)|([^|]+)|(%d+)|')
  if tonumber(since) <= latest and #old < 3 * tonumber(ARGV[4]) then
    old[#old + 1], old[#old + 2], old[#old + 3] = all[i], token, home
  end
end
return old
