-- One SKU of a thousand per request. The requests are made before, so that making them costs the machine nothing.
local requests = {}

function init()
  for i = 0, 999 do
    requests[i + 1] = wrk.format("GET", string.format("/stock/read-%012d", i))
  end
end

function request()
  return requests[math.random(#requests)]
end
