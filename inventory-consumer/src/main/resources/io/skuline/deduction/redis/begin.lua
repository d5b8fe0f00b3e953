-- Closes this server for every epoch and prepares it for a rebuild. Refuses if it serves a later epoch, or is
-- prepared for one: a leader that stood still must not take away what its successor has built.
--
-- KEYS[1]  the epoch key
-- ARGV     1 the token of the rebuild, 2 its epoch
local held = call('GET', KEYS[1])
-- '7@...' is open for 7; 'rebuilding:7:...' and 'disowned:7' are not.
local number = held and tonumber(match(held, '^%a*:?(%d+)'))
if number and number >= tonumber(ARGV[2]) then
  return redis.error_reply('SKULINE_EPOCH this server holds ' .. held .. ', not before ' .. ARGV[2])
end
put(KEYS[1], in_this_life(ARGV[1]))
return 1
