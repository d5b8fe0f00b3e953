-- A cart of three lines of a thousand SKUs per request. The requests are made before, so that making them costs the
-- machine nothing.
local requests = {}

function init()
  for i = 1, 10000 do
    local lines = {}
    for line = 1, 3 do
      lines[line] = string.format('{"sku":"read-%012d","quantity":1}', math.random(0, 999))
    end
    local body = '{"lines":[' .. table.concat(lines, ",") .. "]}"
    requests[i] = wrk.format("POST", "/stock/check", { ["Content-Type"] = "application/json" }, body)
  end
end

function request()
  return requests[math.random(#requests)]
end
