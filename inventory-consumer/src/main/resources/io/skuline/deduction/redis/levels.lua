-- Reads the levels of SKUs in one call.
--
-- KEYS[1]  the epoch key
-- ARGV     1 the epoch, 2 prefix of stock keys, then SKUs
-- Returns  for each SKU 'available,sequence', available without what carts have reserved; nothing if the SKU
--          is unknown; '?' if its key is not as decide.lua writes it; separated by ';'.
--          Or false if the server does not hold the epoch, whatever its life: see StockHashes.
local held = call('GET', KEYS[1])
if not held or sub(held, 1, #ARGV[1] + 1) ~= ARGV[1] .. '@' then
  return false
end

local function is_number(text)
  return text and #text <= 15 and match(text, '^%-?%d+$')
end

local levels = {}
for i = 3, #ARGV do
  local v = redis.pcall('HMGET', ARGV[2] .. ARGV[i], 'a', 'q', 'r')
  local level
  if v.err then
    level = '?'
  elseif not v[1] and not v[2] then
    level = ''
  elseif not is_number(v[1]) or not is_number(v[2]) then
    level = '?'
  elseif not v[3] then
    level = v[1] .. ',' .. v[2]
  elseif is_number(v[3]) then
    level = int(v[1] - v[3]) .. ',' .. v[2]
  else
    level = '?'
  end
  levels[i - 2] = level
end
return concat(levels, ';')
