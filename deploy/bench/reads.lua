-- One SKU of a thousand per request.
function request()
  return wrk.format("GET", string.format("/stock/read-%012d", math.random(0, 999)))
end
