CREATE TABLE IF NOT EXISTS shop_order (
  id       VARCHAR(64) PRIMARY KEY,
  sku      VARCHAR(64) NOT NULL,
  quantity INT         NOT NULL,
  state    VARCHAR(40) NOT NULL
);
