-- What the scripts share; put before each of them.

-- What the epoch key holds if this server, in this life, was made ready for the epoch or the rebuild of
-- that name. Scripts and keys are no witness: since Redis 7 scripts survive in a master that is demoted
-- and promoted again, and the key comes by replication. The id of the replication history is one: it
-- changes at every restart and promotion (and once when the first replica ever attaches, which costs a
-- needless rebuild).
local function in_this_life(name)
  if not redis.REDIS_VERSION_NUM then
    redis.replicate_commands() -- or 6.2 would let no write follow INFO
  end
  return name .. '@' .. string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)')
end

-- Writes a key also if the server's memory is full: it refuses the first write of a script if that takes
-- room, and none behind it.
local function put(key, value)
  redis.call('DEL', key)
  redis.call('SET', key, value)
end

local function int(number)
  return string.format('%.0f', number)
end

-- The third field of a SKU: changed by hand, the others no longer add up to it.
local function check_of(available, sequence, reserved)
  return int(available + sequence + (reserved or 0))
end
