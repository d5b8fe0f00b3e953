-- Decides one batch of events, atomically, in arrival order. The rules are DeductionEngine's; this
-- script, the reference model and the database engine are held to the same answers by one test.
--
-- Everything is read and decided first and written last, so an error half-way leaves nothing behind.
-- Ids and times stay strings; only quantities, amounts and sequences become numbers (below 2^53).
--
-- KEYS[1]  where this server says which epoch it holds; shares its hash tag with every key used here
-- ARGV     1 the epoch that the caller believes in
--          2 prefix of stock keys, followed by the SKU:  hash { a = available, q = sequence, c = check,
--            x = in quarantine }
--          3 prefix of memory keys, followed by a generation and a bucket: hash { field = answer }
--          4 now, in milliseconds, for the answers
--          5 length of a generation in milliseconds, 6 how many earlier generations count
--          7 number of answers recalled from the database, then for each: bucket, field, value
--          then for each event:
--              kind (O order, X cancellation, R return, I P C adjustment), bucket, id, operation id,
--              number of lines, then for each line: SKU, quantity
-- Returns  one answer per event, in CompactResultCodec's notation; or, if the batch touches SKUs in quarantine,
--          an error that names them, and for each event that touches some its position, from 0, and the
--          places of its SKUs among them, from 1: 'a,b 0:1;7:1,2'
--
-- Fields of a memory bucket:
--   <order>            the order's answer             <order>!         its cancellation's answer
--   <order>/<return>   a return's answer              <order>+         what came back so far: sku,units;...
--   <adjustment>*      an adjustment's answer

local epoch, stock_prefix, memory_prefix, now = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local generation_length, earlier_generations = tonumber(ARGV[5]), tonumber(ARGV[6])
local max_available = 1000000000000

local held = redis.call('GET', KEYS[1])
if held ~= in_this_life(epoch) then
  return redis.error_reply('SKULINE_EPOCH this server holds ' .. tostring(held) .. ', not epoch ' .. epoch)
end

-- Stock: each SKU is read once and written once, however many events touch it.

local stock = {}
local changed_by_hand
local held_skus, held_events, position = {}, {}, 0 -- events by position: places in held_skus

local function read_stock(sku)
  local v = redis.pcall('HMGET', stock_prefix .. sku, 'a', 'q', 'c', 'x')
  if v[4] then
    held_skus[#held_skus + 1] = sku
    return { available = 0, sequence = 0, moved = false, held = #held_skus }
  end
  if not v.err and not v[1] and not v[2] then
    return false
  end
  local available, sequence = tonumber(v[1]), tonumber(v[2])
  if not available or not sequence or v[3] ~= check_of(available, sequence) then
    changed_by_hand = sku
    return { available = 0, sequence = 0, moved = false }
  end
  return { available = available, sequence = sequence, moved = false }
end

local function stock_of(sku)
  local s = stock[sku]
  if s == nil then
    s = read_stock(sku)
    stock[sku] = s
  end
  if s and s.held then
    local places = held_events[position]
    held_events[position] = (places and places .. ',' or '') .. int(s.held)
  end
  return s
end

local function move(sku, delta)
  local s = stock[sku]
  s.available = s.available + delta
  s.sequence = s.sequence + 1
  s.moved = true
  return sku .. ',' .. int(math.abs(delta)) .. ',' .. int(s.available) .. ',' .. int(s.sequence)
end

-- Memory: answers by bucket and field; false is "looked up, not there". They are written into the
-- generation of this moment, and looked up from there backwards: what an order has returned so far is
-- written again and again, and the latest counts. The server's own clock says which generation it is, so
-- that all callers agree; if it was set back over the end of a generation, the later one goes on.

local generation
local last_generation_key = string.gsub(memory_prefix, 'o:$', 'g')

local function this_generation()
  if not generation then
    local time = redis.call('TIME')
    generation = math.floor((time[1] * 1000 + time[2] / 1000) / generation_length)
    local last = tonumber(redis.call('GET', last_generation_key) or '')
    if last == generation + 1 then
      generation = last
    end
  end
  return generation
end

local function memory_key(of_generation, bucket)
  return memory_prefix .. int(of_generation) .. ':' .. bucket
end

local memory, fresh = {}, {}

local function recall(bucket, ...)
  local known = memory[bucket]
  if not known then
    known = {}
    memory[bucket] = known
  end
  local missing = {}
  for _, field in ipairs({ ... }) do
    if known[field] == nil then
      missing[#missing + 1] = field
    end
  end
  local newest = this_generation()
  for of_generation = newest, newest - earlier_generations, -1 do
    if #missing == 0 then
      return known
    end
    local values = redis.call('HMGET', memory_key(of_generation, bucket), unpack(missing))
    local still_missing = {}
    for i, field in ipairs(missing) do
      known[field] = values[i]
      if not values[i] then
        still_missing[#still_missing + 1] = field
      end
    end
    missing = still_missing
  end
  return known
end

local function remember(bucket, field, value)
  memory[bucket][field] = value
  local writes = fresh[bucket]
  if not writes then
    writes = {}
    fresh[bucket] = writes
  end
  writes[#writes + 1] = field
  writes[#writes + 1] = value
  return value
end

-- Lines: the same SKU twice counts as the sum, at its first place.

local function sum_lines(from, count)
  local skus, units = {}, {}
  for i = from, from + 2 * (count - 1), 2 do
    local sku, quantity = ARGV[i], tonumber(ARGV[i + 1])
    if units[sku] then
      units[sku] = units[sku] + quantity
    else
      skus[#skus + 1] = sku
      units[sku] = quantity
    end
  end
  return skus, units
end

-- The units per SKU in a remembered text of sku,units... items, in its own order.
local function units_in(text)
  local skus, units = {}, {}
  for sku, quantity in string.gmatch(text, '([^,;|]+),(%d+)[^;]*') do
    skus[#skus + 1] = sku
    units[sku] = tonumber(quantity)
  end
  return skus, units
end

local function shortage(sku, requested, available)
  return sku .. ',' .. int(requested) .. ',' .. int(available)
end

local function decide_order(skus, units)
  local unknown, short = {}, {}
  for _, sku in ipairs(skus) do
    local s = stock_of(sku)
    if not s then
      unknown[#unknown + 1] = shortage(sku, units[sku], 0)
    elseif s.available < units[sku] then
      short[#short + 1] = shortage(sku, units[sku], s.available)
    end
  end
  if #unknown > 0 then
    return 'R|' .. now .. '|U|' .. table.concat(unknown, ';')
  end
  if #short > 0 then
    return 'R|' .. now .. '|O|' .. table.concat(short, ';')
  end
  local moves = {}
  for i, sku in ipairs(skus) do
    moves[i] = move(sku, -units[sku])
  end
  return 'C|' .. now .. '|' .. table.concat(moves, ';')
end

local function order(bucket, id, first, count)
  local cancelled = id .. '!'
  local known = recall(bucket, id, cancelled)
  if known[id] then
    return known[id]
  end
  local answer
  if known[cancelled] then
    answer = 'R|' .. now .. '|C|'
  else
    answer = decide_order(sum_lines(first, count))
  end
  return remember(bucket, id, answer)
end

-- Gives units back to stock and notes it with the order.
local function give_back(bucket, id, skus, units, returned_skus, returned)
  local moves = {}
  for i, sku in ipairs(skus) do
    if not stock_of(sku) then
      changed_by_hand = sku -- what was deducted once cannot be unknown
      stock[sku] = { available = 0, sequence = 0, moved = false }
    end
    moves[i] = move(sku, units[sku])
    if not returned[sku] then
      returned_skus[#returned_skus + 1] = sku
    end
    returned[sku] = (returned[sku] or 0) + units[sku]
  end
  local so_far = {}
  for i, sku in ipairs(returned_skus) do
    so_far[i] = sku .. ',' .. int(returned[sku])
  end
  remember(bucket, id .. '+', table.concat(so_far, ';'))
  return 'A|' .. now .. '|' .. table.concat(moves, ';')
end

-- What a confirmed order was given, from its answer 'C|millis|sku,quantity,remaining,sequence;...'.
local function deducted_by(answer)
  return units_in(string.sub(answer, string.find(answer, '|', 3, true) + 1))
end

local function cancellation(bucket, id)
  local field, returned_field = id .. '!', id .. '+'
  local known = recall(bucket, id, field, returned_field)
  if known[field] then
    return known[field]
  end
  local answer
  if known[id] and string.sub(known[id], 1, 1) == 'C' then
    local skus, deducted = deducted_by(known[id])
    local returned_skus, returned = units_in(known[returned_field] or '')
    local rest, units = {}, {}
    for _, sku in ipairs(skus) do
      local left = deducted[sku] - (returned[sku] or 0)
      if left > 0 then
        rest[#rest + 1] = sku
        units[sku] = left
      end
    end
    if #rest > 0 then
      answer = give_back(bucket, id, rest, units, returned_skus, returned)
    else
      answer = 'A|' .. now .. '||L'
    end
  else
    answer = 'A|' .. now .. '||' .. (known[id] and 'R' or 'U')
  end
  return remember(bucket, field, answer)
end

local function decide_return(bucket, id, known, skus, units)
  if not known[id] then
    return 'N|' .. now .. '|U|'
  end
  if string.sub(known[id], 1, 1) ~= 'C' then
    return 'N|' .. now .. '|R|'
  end
  local _, deducted = deducted_by(known[id])
  local returned_skus, returned = units_in(known[id .. '+'] or '')
  local short = {}
  for _, sku in ipairs(skus) do
    local left = (deducted[sku] or 0) - (returned[sku] or 0)
    if units[sku] > left then
      short[#short + 1] = shortage(sku, units[sku], left)
    end
  end
  if #short > 0 then
    return 'N|' .. now .. '|E|' .. table.concat(short, ';')
  end
  return give_back(bucket, id, skus, units, returned_skus, returned)
end

local function return_of(bucket, id, operation, first, count)
  local field = id .. '/' .. operation
  local known = recall(bucket, id, field, id .. '+')
  if known[field] then
    return known[field]
  end
  local skus, units = sum_lines(first, count)
  return remember(bucket, field, decide_return(bucket, id, known, skus, units))
end

local function decide_adjustment(kind, sku, delta)
  local s = stock_of(sku)
  local after = (s and s.available or 0) + delta
  local refused
  if not s and delta < 0 then
    refused = 'U'
  elseif s and kind == 'I' then
    refused = 'A'
  elseif delta < 0 and after < 0 then
    refused = 'B'
  elseif delta > 0 and after > max_available then
    refused = 'L'
  end
  if refused then
    local available = s and s.available or 0
    return 'T|' .. now .. '|' .. refused .. '|' .. sku .. ',' .. int(delta) .. ',' .. int(available)
  end
  stock[sku] = { available = after, sequence = (s and s.sequence or 0) + 1, moved = true, held = s and s.held }
  return 'S|' .. now .. '|' .. kind .. '|' .. sku .. ',' .. int(delta) .. ',' .. int(after) .. ','
    .. int(stock[sku].sequence)
end

local function adjustment(kind, bucket, id, first)
  local field = id .. '*'
  local known = recall(bucket, field)
  if known[field] then
    return known[field]
  end
  return remember(bucket, field, decide_adjustment(kind, ARGV[first], tonumber(ARGV[first + 1])))
end

local at = 8
for _ = 1, tonumber(ARGV[7]) do
  local bucket, field, value = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  if not recall(bucket, field)[field] then
    remember(bucket, field, value)
  end
  at = at + 3
end

local answers = {}
while at <= #ARGV do
  local kind, bucket, id, operation = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
  local count, first = tonumber(ARGV[at + 4]), at + 5
  local answer
  if kind == 'O' then
    answer = order(bucket, id, first, count)
  elseif kind == 'X' then
    answer = cancellation(bucket, id)
  elseif kind == 'R' then
    answer = return_of(bucket, id, operation, first, count)
  else
    answer = adjustment(kind, bucket, id, first)
  end
  answers[#answers + 1] = answer
  position = position + 1
  at = first + 2 * count
end

if changed_by_hand then
  return redis.error_reply('SKULINE_CHANGED ' .. changed_by_hand)
end
if #held_skus > 0 then
  local touching = {}
  for event, places in pairs(held_events) do
    touching[#touching + 1] = int(event) .. ':' .. places
  end
  return redis.error_reply('SKULINE_QUARANTINED ' .. table.concat(held_skus, ',') .. ' '
    .. table.concat(touching, ';'))
end
for sku, s in pairs(stock) do
  if s and s.moved then
    redis.call('HSET', stock_prefix .. sku, 'a', int(s.available), 'q', int(s.sequence), 'c',
      check_of(s.available, s.sequence))
  end
end
if next(fresh) then
  -- Kept for longer than it lasts, and never for ever.
  redis.call('SET', last_generation_key, int(generation), 'PX', int(2 * generation_length))
end
for bucket, writes in pairs(fresh) do
  local key = memory_key(generation, bucket)
  for i = 1, #writes, 2000 do
    redis.call('HSET', key, unpack(writes, i, math.min(i + 1999, #writes)))
  end
  redis.call('PEXPIREAT', key, int((generation + 1 + earlier_generations) * generation_length))
end
return answers
