-- What the scripts share; put before each of them.

-- Locals are found faster than fields of globals.
local call = redis.call
local find, format, gmatch, match, sub = string.find, string.format, string.gmatch, string.match, string.sub
local concat = table.concat

-- What the epoch key holds if this server, in this life, was made ready for the epoch or the rebuild of
-- that name. Scripts and keys are no witness: since Redis 7 scripts survive in a master that is demoted
-- and promoted again, and the key comes by replication. The id of the replication history is one: it
-- changes at every restart and promotion (and once when the first replica ever attaches, which costs a
-- needless rebuild).
local function in_this_life(name)
  if not redis.REDIS_VERSION_NUM then
    redis.replicate_commands() -- or 6.2 would let no write follow INFO
  end
  local info = call('INFO', 'replication')
  local _, before = find(info, 'master_replid:', 1, true)
  return name .. '@' .. match(info, '^%x+', before + 1)
end

-- Writes a key also if the server's memory is full: it refuses the first write of a script if that takes
-- room, and none behind it.
local function put(key, value)
  call('DEL', key)
  call('SET', key, value)
end

local function int(number)
  return format('%d', number)
end

-- The third field of a SKU: changed by hand, the others no longer add up to it.
local function check_of(available, sequence, reserved)
  return int(available + sequence + (reserved or 0))
end
