-- What the scripts share; put before each of them.

-- What the epoch key holds if this server, in this life, was opened for the epoch. Since Redis 7 a
-- server that restarted or was promoted knows no script, and that is witness enough. 6.2 keeps
-- scripts in its append-only file and hands them to replicas; there the life's own name must match.
local function opened_for(epoch)
  if redis.REDIS_VERSION_NUM then
    return epoch
  end
  redis.replicate_commands() -- or 6.2 would let no write follow INFO
  return epoch .. '@' .. string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
end

local function int(number)
  return string.format('%.0f', number)
end

-- The third field of a SKU: changed by hand, amount and sequence no longer add up to it.
local function check_of(available, sequence)
  return int(available + sequence)
end
