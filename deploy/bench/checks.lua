-- A cart of three lines per request.
function request()
  local lines = {}
  for i = 1, 3 do
    lines[i] = string.format('{"sku":"read-%012d","quantity":1}', math.random(0, 999))
  end
  local body = '{"lines":[' .. table.concat(lines, ",") .. "]}"
  return wrk.format("POST", "/stock/check", { ["Content-Type"] = "application/json" }, body)
end
