-- Decides one batch of events, atomically, in arrival order. The rules are DeductionEngine's; this
-- script, the reference model and the database engine are held to the same answers by one test.
--
-- Everything is read and decided first and written last, so an error half-way leaves nothing behind.
-- Ids and times stay strings; only quantities, amounts and sequences become numbers (below 2^53).
--
-- KEYS[1]  where this server says which epoch it holds; shares its hash tag with every key used here
-- ARGV[1]  the arguments, an array of strings in MessagePack, which are called ARGV below:
--          1 the epoch that the caller believes in
--          2 prefix of stock keys, followed by the SKU:  hash { a = available, q = sequence, c = check,
--            x = in quarantine, r = reserved by carts of other partitions, a part of a,
--            w = how many of its buckets may have units, see lend.lua }
--          3 prefix of memory keys, followed by a bucket: hash { field = generation, space, answer }
--          4 now, in milliseconds, for the answers
--          5 length of a generation in milliseconds, 6 how many earlier generations count
--          7 number of answers recalled from the database, then for each: bucket, field, value
--          then for each event:
--              kind (O order, X cancellation, R return, I P C adjustment), bucket, id, operation id,
--              number of lines, then for each line: SKU, quantity
--          With several partitions (see CartRounds) the letter of the kind is followed by the number of the
--          event's queue within the batch, and there are more kinds:
--              K a cart with lines in other partitions, at its home. Operation: the tokens of its reservations,
--                separated by commas. The quantity of a line elsewhere is followed by @, the number of the
--                partition and what that partition said: nothing (reserved), U (unknown SKU), S and the
--                available units (too few), W (enough, but reserved for others), ? (not asked)
--              V reserve lines of a cart. Operation: the token, '|', the number of the home
--              F make a reservation a deduction      Z end a reservation; operation: its token, empty for any
--              G give back. Operation: '!' for a cancellation, '/' and the id of a return
--              H the same, if this partition knows that it has deducted the units
--              A end an attempt of a cart at its home. Operation: the token
--              B an order of one SKU, at its home, from the bucket that is there. The line names the bucket
-- Returns  a line with an answer per event, in CompactResultCodec's notation; or, if the batch touches SKUs in quarantine,
--          an error that names them, and for each event that touches some its position, from 0, and the
--          places of its SKUs among them, from 1: 'a,b 0:1;7:1,2'
--
-- Fields of a memory bucket:
--   <order>            the order's answer             <order>!         its cancellation's answer
--   <order>/<return>   a return's answer              <order>+         what came back so far: sku,units;...
--   <adjustment>*      an adjustment's answer
--   <order>~           the tokens of reservations that were ended before the order had an answer
--   !                  no answer: the generation in which the bucket was last written, '+', and how many earlier
--                      generations counted then
-- In answers, a move of another partition is written  sku,quantity,@partition  until that partition's numbers
-- are known, and  sku,quantity,remaining,sequence,@partition  in what was recalled. A '?' follows the partition if
-- units come back of which the home does not know those numbers: they were deducted in this epoch, or never.
-- Fields that a partition keeps for homes elsewhere:
--   <order>@           D|moves  deducted
--   <order>!@  <order>/<return>@                      A|moves  given back
-- Other answers of those kinds: X|line;line;... what stands against a reservation, each as K wants it or 'ok';
-- W an event that waits, with all later ones of its queue, because units are reserved;  G there is no such
-- reservation;  N there is no answer, and the attempt has ended;  Z the reservation has ended;
-- L|sku,sku.. waits likewise, because buckets of these SKUs may have the units;  E waits likewise, because the
-- bucket does not have them
-- An order of a bucket has the bucket's name in its answer, and the SKU in what came back of it.

local ARGV = cmsgpack.unpack(ARGV[1])
local epoch, stock_prefix, memory_prefix, now = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local generation_length, earlier_generations = tonumber(ARGV[5]), tonumber(ARGV[6])
local max_available = 1000000000000

local held = call('GET', KEYS[1])
if held ~= in_this_life(epoch) then
  return redis.error_reply('SKULINE_EPOCH this server holds ' .. tostring(held) .. ', not epoch ' .. epoch)
end
if #ARGV == 7 then
  return '' -- the caller only wants to know that
end

-- Stock: each SKU is read once and written once, however many events touch it.

local stock = {}
local changed_by_hand
local held_skus, held_events, position = {}, {}, 0 -- events by position: places in held_skus

local function read_stock(sku)
  local v = redis.pcall('HMGET', stock_prefix .. sku, 'a', 'q', 'c', 'x', 'r', 'w')
  if v[4] then
    held_skus[#held_skus + 1] = sku
    return { available = 0, sequence = 0, reserved = 0, held = #held_skus }
  end
  if v.err and not find(v.err, 'WRONGTYPE', 1, true) then
    error(v.err) -- the slot is being moved to another node
  end
  if not v.err and not v[1] and not v[2] then
    return false
  end
  local available, sequence, reserved = tonumber(v[1]), tonumber(v[2]), tonumber(v[5] or '0')
  if not available or not sequence or not reserved or v[3] ~= check_of(available, sequence, reserved) then
    changed_by_hand = sku
    return { available = 0, sequence = 0, reserved = 0 }
  end
  local lent = v[6] and v[6] ~= '0'
  return { available = available, sequence = sequence, reserved = reserved, lent = lent }
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
  s.available_text, s.sequence_text = int(s.available), int(s.sequence)
  return sku .. ',' .. int(math.abs(delta)) .. ',' .. s.available_text .. ',' .. s.sequence_text
end

-- Memory: answers by bucket and field; false is "looked up, not there". Each is written with the generation of
-- this moment, and may be removed when the last generation that must know it has ended. The first write of a
-- generation into a bucket does that. The server's own clock says which generation it is, so that all callers
-- agree; if it was set back over the end of a generation, the later one goes on.
-- What a partition keeps for homes elsewhere must outlive what the homes remember, also if the clocks of the
-- servers differ.

local difference_of_clocks = 3600000
local generation, server_millis
local root = sub(memory_prefix, 1, -3)
local last_generation_key = root .. 'g'
local last_written = '!'

local function this_generation()
  if not generation then
    local time = call('TIME')
    server_millis = math.floor(time[1] * 1000 + time[2] / 1000)
    generation = math.floor(server_millis / generation_length)
    local last = tonumber(call('GET', last_generation_key) or '')
    if last == generation + 1 then
      generation = last
    end
  end
  return generation
end

local function is_for_homes_elsewhere(bucket)
  return sub(bucket, 1, 1) == 'f'
end

local memory, fresh = {}, {}
local written_in = {} -- the field last_written, by bucket

-- Looks up to three fields up, and returns all that is known of the bucket.
local function recall(bucket, first, second, third)
  local known = memory[bucket]
  local missing
  if not known then
    known = {}
    memory[bucket] = known
    missing = { first, second, third }
  else
    missing = {}
    if known[first] == nil then
      missing[1] = first
    end
    if second and known[second] == nil then
      missing[#missing + 1] = second
    end
    if third and known[third] == nil then
      missing[#missing + 1] = third
    end
    if #missing == 0 then
      return known
    end
  end
  local values = call('HMGET', memory_prefix .. bucket, last_written, unpack(missing))
  written_in[bucket] = values[1]
  for i = 1, #missing do
    local value = values[i + 1]
    known[missing[i]] = value and sub(value, find(value, ' ', 1, true) + 1)
  end
  return known
end

local stamp -- what is put before each answer

local function remember(bucket, field, value)
  local known = memory[bucket]
  if not known then
    known = {}
    memory[bucket] = known
    written_in[bucket] = call('HGET', memory_prefix .. bucket, last_written)
  end
  known[field] = value
  stamp = stamp or int(this_generation()) .. ' '
  local writes = fresh[bucket]
  if not writes then
    writes = {}
    fresh[bucket] = writes
  end
  writes[#writes + 1] = field
  writes[#writes + 1] = stamp .. value
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
  for sku, quantity in gmatch(text, '([^,;|]+),(%d+)[^;]*') do
    skus[#skus + 1] = sku
    units[sku] = tonumber(quantity)
  end
  return skus, units
end

local function shortage(sku, requested, available)
  return sku .. ',' .. int(requested) .. ',' .. int(available)
end

-- What stands against taking units of a SKU: nil, or U, S and the available units, W, L. Short is what would be
-- short even if nothing were reserved, since a reservation may still be given up, and if no bucket had units.
local function obstacle(sku, requested)
  local s = stock_of(sku)
  if not s then
    return 'U'
  elseif s.available < requested then
    return s.lent and 'L' or 'S' .. int(s.available)
  elseif s.available - s.reserved < requested then
    return 'W'
  end
end

local function waits(answer)
  local kind = sub(answer, 1, 1)
  return kind == 'W' or kind == 'L' or kind == 'E'
end

-- Rejects an order, or tells that it must wait, or returns nil.
local function refusal(skus, units, obstacles)
  local unknown, short, lent, reserved = {}, {}, {}, false
  for i, sku in ipairs(skus) do
    local what = obstacles[i]
    if what == 'U' then
      unknown[#unknown + 1] = shortage(sku, units[sku], 0)
    elseif what == 'W' then
      reserved = true
    elseif what == 'L' then
      lent[#lent + 1] = sku
    elseif what then
      short[#short + 1] = shortage(sku, units[sku], sub(what, 2))
    end
  end
  if #unknown > 0 then
    return 'R|' .. now .. '|U|' .. concat(unknown, ';')
  end
  if #lent > 0 then
    return 'L|' .. concat(lent, ',')
  end
  if #short > 0 then
    return 'R|' .. now .. '|O|' .. concat(short, ';')
  end
  return reserved and 'W' or nil
end

local function decide_order(skus, units)
  local obstacles
  for i, sku in ipairs(skus) do
    local what = obstacle(sku, units[sku])
    if what then
      obstacles = obstacles or {}
      obstacles[i] = what
    end
  end
  if obstacles then
    return refusal(skus, units, obstacles)
  end
  local moves = {}
  for i, sku in ipairs(skus) do
    moves[i] = move(sku, -units[sku])
  end
  return 'C|' .. now .. '|' .. concat(moves, ';')
end

-- The same for one line, without the tables that more lines need.
local function decide_line(sku, quantity)
  local what = obstacle(sku, quantity)
  if what then
    return refusal({ sku }, { [sku] = quantity }, { what })
  end
  return 'C|' .. now .. '|' .. move(sku, -quantity)
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
  elseif count == 1 then
    answer = decide_line(ARGV[first], tonumber(ARGV[first + 1]))
  else
    answer = decide_order(sum_lines(first, count))
  end
  return waits(answer) and answer or remember(bucket, id, answer)
end

-- An order of one SKU from a bucket. A bucket never rejects.
local function order_from_bucket(bucket, id, name, quantity)
  local cancelled = id .. '!'
  local known = recall(bucket, id, cancelled)
  if known[id] then
    return known[id]
  end
  if known[cancelled] then
    return remember(bucket, id, 'R|' .. now .. '|C|')
  end
  local s = stock_of(name)
  if not s or quantity > s.available - s.reserved then
    return 'E'
  end
  return remember(bucket, id, 'C|' .. now .. '|' .. move(name, -quantity))
end

-- A SKU that was deducted or reserved once, and so cannot be unknown.
local function stock_of_known(sku)
  if not stock_of(sku) then
    changed_by_hand = sku
    stock[sku] = { available = 0, sequence = 0, reserved = 0 }
  end
  return stock[sku]
end

-- Puts units back into stock.
local function put_back(sku, units)
  stock_of_known(sku)
  return move(sku, units)
end

-- Gives units back to where they were, or has their partitions do so, and notes it with the order.
local function give_back(bucket, id, skus, units, returned_skus, returned, names, places)
  local moves = {}
  for i, sku in ipairs(skus) do
    local name = names[sku]
    local place = places and places[name]
    moves[i] = place and name .. ',' .. int(units[sku]) .. ',@' .. place or put_back(name, units[sku])
    if not returned[sku] then
      returned_skus[#returned_skus + 1] = sku
    end
    returned[sku] = (returned[sku] or 0) + units[sku]
  end
  local so_far = {}
  for i, sku in ipairs(returned_skus) do
    so_far[i] = sku .. ',' .. int(returned[sku])
  end
  remember(bucket, id .. '+', concat(so_far, ';'))
  return 'A|' .. now .. '|' .. concat(moves, ';')
end

-- What a confirmed order was given, from its answer 'C|millis|sku,quantity,remaining,sequence;...', by SKU, and
-- the names under which that stock is kept.
local function deducted_by(answer)
  local kept, units_kept = units_in(sub(answer, find(answer, '|', 3, true) + 1))
  local skus, units, names = {}, {}, {}
  for i, name in ipairs(kept) do
    local sku = match(name, '^[^~]+')
    skus[i], units[sku], names[sku] = sku, units_kept[name], name
  end
  return skus, units, names
end

-- The partitions of the moves that are elsewhere, by SKU.
local function places_in(answer)
  if not find(answer, ',@', 1, true) then
    return nil
  end
  local places = {}
  for sku, numbers, place in gmatch(answer, '([^,;|]+),([^;]*),@(%d+)') do
    places[sku] = find(numbers, ',', 1, true) and place or place .. '?'
  end
  return places
end

local function cancellation(bucket, id)
  local field, returned_field = id .. '!', id .. '+'
  local known = recall(bucket, id, field, returned_field)
  if known[field] then
    return known[field]
  end
  local answer
  if known[id] and sub(known[id], 1, 1) == 'C' then
    local skus, deducted, names = deducted_by(known[id])
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
      answer = give_back(bucket, id, rest, units, returned_skus, returned, names, places_in(known[id]))
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
  if sub(known[id], 1, 1) ~= 'C' then
    return 'N|' .. now .. '|R|'
  end
  local _, deducted, names = deducted_by(known[id])
  local returned_skus, returned = units_in(known[id .. '+'] or '')
  local short = {}
  for _, sku in ipairs(skus) do
    local left = (deducted[sku] or 0) - (returned[sku] or 0)
    if units[sku] > left then
      short[#short + 1] = shortage(sku, units[sku], left)
    end
  end
  if #short > 0 then
    return 'N|' .. now .. '|E|' .. concat(short, ';')
  end
  return give_back(bucket, id, skus, units, returned_skus, returned, names, places_in(known[id]))
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
  elseif delta < 0 and after < s.reserved then
    return 'W'
  end
  if s and s.lent and (refused == 'B' or refused == 'L') then
    return 'L|' .. sku -- what its buckets have counts, too
  end
  if refused then
    local available = s and s.available or 0
    return 'T|' .. now .. '|' .. refused .. '|' .. sku .. ',' .. int(delta) .. ',' .. int(available)
  end
  stock[sku] = s or { available = 0, sequence = 0, reserved = 0 }
  move(sku, delta)
  return 'S|' .. now .. '|' .. kind .. '|' .. sku .. ',' .. int(delta) .. ',' .. stock[sku].available_text .. ','
    .. stock[sku].sequence_text
end

local function adjustment(kind, bucket, id, first)
  local field = id .. '*'
  local known = recall(bucket, field)
  if known[field] then
    return known[field]
  end
  local answer = decide_adjustment(kind, ARGV[first], tonumber(ARGV[first + 1]))
  return waits(answer) and answer or remember(bucket, field, answer)
end

-- Carts over several partitions.

-- Open reservations: order -> millis|token|home|sku,quantity;...
local open_key = root .. 'v'
local reservations, opened, closed = {}, {}, {}

local function ended(known, token)
  return find(',' .. (known or '') .. ',', ',' .. token .. ',', 1, true)
end

-- Makes the home refuse what relies on reservations of these tokens. The latest hundred count: an attempt takes
-- milliseconds.
local function end_attempts(bucket, id, known, tokens)
  local all = (known and known .. ',' or '') .. tokens
  local _, commas = string.gsub(all, ',', '')
  for _ = 100, commas do
    all = string.gsub(all, '^[^,]*,', '')
  end
  remember(bucket, id .. '~', all)
end

local function cart(bucket, id, tokens, first, count, must_wait)
  local cancelled, attempts = id .. '!', id .. '~'
  local known = recall(bucket, id, cancelled, attempts)
  if known[id] then
    return known[id]
  end
  if known[cancelled] then
    return remember(bucket, id, 'R|' .. now .. '|C|')
  end
  if known[attempts] then
    for token in gmatch(tokens, '[^,]+') do
      must_wait = must_wait or ended(known[attempts], token)
    end
  end
  local skus, units, places, obstacles = {}, {}, {}, {}
  for i = 1, count do
    local sku, quantity = ARGV[first + 2 * i - 2], ARGV[first + 2 * i - 1]
    local mark = find(quantity, '@', 1, true)
    skus[i] = sku
    if mark then
      local place, what = match(quantity, '^(%d+)(.*)$', mark + 1)
      units[sku], places[i] = tonumber(sub(quantity, 1, mark - 1)), place
      obstacles[i] = what ~= '' and what or nil
      must_wait = must_wait or what == '?'
    else
      units[sku] = tonumber(quantity)
      obstacles[i] = obstacle(sku, units[sku])
    end
  end
  local refused = not must_wait and next(obstacles) and refusal(skus, units, obstacles)
  if must_wait or refused and waits(refused) then
    if tokens ~= '' then
      end_attempts(bucket, id, known[attempts], tokens)
    end
    return refused or 'W'
  end
  if refused then
    return remember(bucket, id, refused)
  end
  local moves = {}
  for i, sku in ipairs(skus) do
    moves[i] = places[i] and sku .. ',' .. int(units[sku]) .. ',@' .. places[i] or move(sku, -units[sku])
  end
  return remember(bucket, id, 'C|' .. now .. '|' .. concat(moves, ';'))
end

local function end_attempt(bucket, id, token)
  local known = recall(bucket, id, id .. '~')
  if known[id] then
    return known[id]
  end
  end_attempts(bucket, id, known[id .. '~'], token)
  return 'N'
end

-- The open reservation of an order, or false.
local function reservation(id)
  local record = reservations[id]
  if record == nil then
    record = call('HGET', open_key, id)
    reservations[id] = record
  end
  return record
end

-- What the order has deducted here, or false.
local function deduction(bucket, id)
  return recall(bucket, id .. '@')[id .. '@']
end

local function token_of(record)
  return match(record, '^%d+|([^|]+)')
end

local function reserve(bucket, id, operation, first, count)
  local record = reservation(id)
  if record then
    return 'V|' .. token_of(record)
  end
  local deducted = deduction(bucket, id)
  if deducted then
    return deducted
  end
  local obstacles
  for i = 1, count do
    local at = first + 2 * i - 2
    local what = obstacle(ARGV[at], tonumber(ARGV[at + 1]))
    if what then
      obstacles = obstacles or {}
      obstacles[i] = what
    end
  end
  if obstacles then
    for i = 1, count do
      obstacles[i] = obstacles[i] or 'ok'
    end
    return 'X|' .. concat(obstacles, ';')
  end
  local lines = {}
  for i = 1, count do
    local at = first + 2 * i - 2
    local sku, quantity = ARGV[at], ARGV[at + 1]
    local s = stock[sku]
    s.reserved = s.reserved + tonumber(quantity)
    s.reservations_moved = true
    lines[i] = sku .. ',' .. quantity
  end
  this_generation() -- which asks for the time
  record = int(server_millis) .. '|' .. operation .. '|' .. concat(lines, ';')
  reservations[id], opened[id], closed[id] = record, record, nil
  return 'V|' .. token_of(record)
end

-- Ends a reservation: its units are free again, or deducted.
local function unreserve(id, record)
  local skus, units = units_in(match(record, '^%d+|[^|]+|%d+|(.*)$'))
  for _, sku in ipairs(skus) do
    local s = stock_of_known(sku)
    s.reserved = s.reserved - units[sku]
    s.reservations_moved = true
  end
  reservations[id], opened[id], closed[id] = false, nil, true
  return skus, units
end

-- Makes a reservation a deduction, and returns what the order has deducted here, or false.
local function deduct_reserved(bucket, id)
  local record = reservation(id)
  if not record then
    return deduction(bucket, id)
  end
  local skus, units = unreserve(id, record)
  local moves = {}
  for i, sku in ipairs(skus) do
    moves[i] = move(sku, -units[sku])
  end
  return remember(bucket, id .. '@', 'D|' .. concat(moves, ';'))
end

local function release(id, token)
  local record = reservation(id)
  if record and (token == '' or token_of(record) == token) then
    unreserve(id, record)
  end
  return 'Z'
end

local function give_back_here(kind, bucket, id, operation, first, count)
  local field = id .. operation .. '@'
  local known = recall(bucket, field)
  if known[field] then
    return known[field]
  end
  local deducted = deduct_reserved(bucket, id) -- if the order's own units are only reserved yet
  if kind == 'H' and not deducted then
    return 'G'
  end
  local moves = {}
  for i = 1, count do
    moves[i] = put_back(ARGV[first + 2 * i - 2], tonumber(ARGV[first + 2 * i - 1]))
  end
  return remember(bucket, field, 'A|' .. concat(moves, ';'))
end

-- An event over several partitions; see the kinds above.
local function over_partitions(kind, must_wait, bucket, id, operation, first, count)
  if kind == 'K' then
    return cart(bucket, id, operation, first, count, must_wait)
  elseif kind == 'V' then
    return reserve(bucket, id, operation, first, count)
  elseif kind == 'F' then
    return deduct_reserved(bucket, id) or 'G'
  elseif kind == 'Z' then
    return release(id, operation)
  elseif kind == 'G' or kind == 'H' then
    return give_back_here(kind, bucket, id, operation, first, count)
  end
  return end_attempt(bucket, id, operation)
end

local one_partition = { O = true, B = true, X = true, R = true, I = true, P = true, C = true }
local waiting_queues = {}

local at = 8
for _ = 1, tonumber(ARGV[7]) do
  local bucket, field, value = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  local own = recall(bucket, field)[field]
  if not own or find(own, ',@', 1, true) then
    remember(bucket, field, value) -- which has the numbers of all partitions
  end
  at = at + 3
end

local answers = {}
while at <= #ARGV do
  local kind, bucket, id, operation = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
  local count, first = tonumber(ARGV[at + 4]), at + 5
  local answer, queue
  if #kind > 1 then
    kind, queue = sub(kind, 1, 1), sub(kind, 2)
  end
  local must_wait = queue and waiting_queues[queue]
  if kind == 'O' and not must_wait then
    answer = order(bucket, id, first, count)
  elseif not one_partition[kind] then
    answer = over_partitions(kind, must_wait, bucket, id, operation, first, count)
  elseif must_wait then
    answer = 'W'
  elseif kind == 'B' then
    answer = order_from_bucket(bucket, id, ARGV[first], tonumber(ARGV[first + 1]))
  elseif kind == 'X' then
    answer = cancellation(bucket, id)
  elseif kind == 'R' then
    answer = return_of(bucket, id, operation, first, count)
  else
    answer = adjustment(kind, bucket, id, first)
  end
  if queue and waits(answer) then
    waiting_queues[queue] = true
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
  return redis.error_reply('SKULINE_QUARANTINED ' .. concat(held_skus, ',') .. ' '
    .. concat(touching, ';'))
end
for sku, s in pairs(stock) do
  if s and (s.moved or s.reservations_moved) then
    local key, check = stock_prefix .. sku, check_of(s.available, s.sequence, s.reserved)
    if not s.reservations_moved then
      call('HSET', key, 'a', s.available_text, 'q', s.sequence_text, 'c', check)
    elseif not s.moved then
      call('HSET', key, 'r', int(s.reserved), 'c', check)
    else
      call('HSET', key, 'a', s.available_text, 'q', s.sequence_text, 'c', check, 'r', int(s.reserved))
    end
  end
end
local function change_reservations(command, changes)
  for i = 1, #changes, 2000 do
    call(command, open_key, unpack(changes, i, math.min(i + 1999, #changes)))
  end
end
if next(opened) or next(closed) then
  local additions, removals = {}, {}
  for id, record in pairs(opened) do
    additions[#additions + 1], additions[#additions + 2] = id, record
  end
  for id in pairs(closed) do
    removals[#removals + 1] = id
  end
  change_reservations('HSET', additions)
  change_reservations('HDEL', removals)
end
if next(fresh) then
  -- Kept for longer than it lasts, and never for ever.
  call('SET', last_generation_key, int(generation), 'PX', int(2 * generation_length))
end

-- Removes the answers that need not be known any more.
local function forget(bucket, key)
  local oldest = generation - earlier_generations - (is_for_homes_elsewhere(bucket) and 1 or 0)
  local all, stale = call('HGETALL', key), {}
  for i = 1, #all, 2 do
    local written = tonumber(match(all[i + 1], '^%d+'))
    if written and written < oldest then
      stale[#stale + 1] = all[i]
    end
  end
  for i = 1, #stale, 2000 do
    call('HDEL', key, unpack(stale, i, math.min(i + 1999, #stale)))
  end
end

-- Tells whether the bucket was written in this generation, and lasts for as long as is wanted now: the remembered
-- time may have been raised since.
local function is_up_to_date(mark)
  local last, earlier = match(mark, '^(%d+)%+(%d+)$')
  return tonumber(last) == generation and tonumber(earlier) >= earlier_generations
end

for bucket, writes in pairs(fresh) do
  local key, before = memory_prefix .. bucket, written_in[bucket]
  local first = not before or not is_up_to_date(before)
  if first then
    if before then
      forget(bucket, key)
    end
    table.insert(writes, 1, last_written)
    table.insert(writes, 2, int(generation) .. '+' .. int(earlier_generations))
  end
  for i = 1, #writes, 2000 do
    call('HSET', key, unpack(writes, i, math.min(i + 1999, #writes)))
  end
  if first then
    local longer = is_for_homes_elsewhere(bucket) and difference_of_clocks or 0
    call('PEXPIREAT', key, int((generation + 1 + earlier_generations) * generation_length + longer))
  end
end
answers[#answers + 1] = '' -- so that each answer ends its line
return concat(answers, '\n')
