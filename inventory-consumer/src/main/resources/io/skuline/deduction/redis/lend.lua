-- Moves units of a SKU between its own stock, the base, and one of its buckets, step by step. Between a step that
-- takes units away and the one that brings them, the caller makes the first one durable; see BucketTransfers.
-- Every step may be repeated by anybody: it then returns what it has returned before.
--
-- What comes in can be sold only when its number is durable, too. Until then it is reserved.
--
-- KEYS[1]  the epoch key
-- ARGV     1 the epoch, or the token of the rebuild under way, 2 prefix of stock keys, 3 prefix of memory keys,
--          4 now, in milliseconds, 5 the step, 6 the name of the bucket, 7 the SKU, 8 the number of the loan,
--          9 units
-- Steps    at the base:    out    lends units, in the bucket's next loan; only if the bucket has none
--                         lent   the bucket has them for good
--                         back   takes back the units that the bucket has given out
--                         home   they are there for good
--          at the bucket: in     takes the units of a loan
--                         open   they are there for good
--                         close  gives out all units
--          at either:     look   changes nothing; for several buckets, whose names are separated by commas, it
--                                returns as many records, separated by semicolons
--                         restore  writes a record (9) into an epoch that is being rebuilt
-- Returns  the record of the bucket, at the base or at the bucket, empty if there is none:
--          state|loan|units|remaining|sequence|millis, where the latter four are those of the latest movement here.
--          States at the base: L lending, O lent, C coming back, D all at home
--          States at the bucket: P came in, O open, C closed
--          Or '!' and why nothing was done: !Q in quarantine, !N not so many units, !G another loan
local held = call('GET', KEYS[1])
if held ~= in_this_life(ARGV[1]) then
  return redis.error_reply('SKULINE_EPOCH this server holds ' .. tostring(held) .. ', not ' .. ARGV[1])
end
local stock_prefix, now, step, bucket, sku = ARGV[2], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local loan, units = tonumber(ARGV[8]), tonumber(ARGV[9])
local records = sub(ARGV[3], 1, -3) .. 'l'

if step == 'look' then
  local found = {}
  for each in gmatch(bucket, '[^,]+') do
    found[#found + 1] = call('HGET', records, each) or ''
  end
  return concat(found, ';')
end
local record = call('HGET', records, bucket) or ''
local at_base = step == 'out' or step == 'lent' or step == 'back' or step == 'home'
local key = stock_prefix .. (at_base and sku or bucket)

if step == 'restore' then
  call('HSET', records, bucket, ARGV[9])
  if sku ~= '' and match(ARGV[9], '^[LOC]') then
    call('HINCRBY', stock_prefix .. sku, 'w', 1)
  end
  return ARGV[9]
end

local state, of_loan, moved = match(record, '^(%u)|(%d+)|(%d+)')
of_loan = tonumber(of_loan or '0')
if step ~= 'out' then
  if of_loan > loan or of_loan < loan and step ~= 'in' then
    return '!G'
  end
  -- Done before?
  if of_loan == loan and not (step == 'lent' and state == 'L' or step == 'back' and state == 'O'
    or step == 'home' and state == 'C' or step == 'open' and state == 'P' or step == 'close' and state == 'O') then
    return record
  end
elseif state and state ~= 'D' then
  return record
end

local v = call('HMGET', key, 'a', 'q', 'c', 'x', 'r', 'w')
if v[4] then
  return '!Q'
end
local known = v[1] or v[2]
if not known and step == 'out' then
  return '!N'
end
if not known and record ~= '' then
  return redis.error_reply('SKULINE_CHANGED ' .. (at_base and sku or bucket))
end
local available, sequence, reserved = tonumber(v[1] or '0'), tonumber(v[2] or '0'), tonumber(v[5] or '0')
local lent = tonumber(v[6] or '0')
if known and v[3] ~= check_of(available, sequence, reserved) then
  return redis.error_reply('SKULINE_CHANGED ' .. (at_base and sku or bucket))
end

local function move(delta, next_state, next_loan)
  available = available + delta
  sequence = sequence + 1
  record = next_state .. '|' .. int(next_loan) .. '|' .. int(math.abs(delta)) .. '|' .. int(available) .. '|'
    .. int(sequence) .. '|' .. now
end

if step == 'out' then
  if available - reserved < units then
    return '!N'
  end
  move(-units, 'L', of_loan + 1)
  lent = lent + 1
elseif step == 'in' then
  move(units, 'P', loan)
  reserved = reserved + units
elseif step == 'close' then
  move(reserved - available, 'C', loan)
elseif step == 'back' then
  move(units, 'C', loan)
  reserved = reserved + units
else
  if step ~= 'lent' then
    reserved = reserved - moved
  end
  if step == 'home' then
    lent = lent - 1
  end
  record = (step == 'home' and 'D' or 'O') .. sub(record, 2)
end
call('HSET', key, 'a', int(available), 'q', int(sequence), 'c', check_of(available, sequence, reserved),
  'r', int(reserved), 'w', int(lent))
call('HSET', records, bucket, record)
return record
