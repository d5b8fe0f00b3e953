-- The stock of a hot SKU may be divided into buckets, which have rows of their own in stock and movement: the SKU, '~',
-- the number of the bucket, and letters. No SKU contains '~'. See docs/hot-skus.md.
ALTER TABLE hot_sku ADD COLUMN buckets TINYINT NOT NULL DEFAULT 1;
ALTER TABLE hot_sku_action ADD COLUMN buckets TINYINT NOT NULL DEFAULT 1;

-- For reports: the stock of each SKU with that of its buckets in this database. If SKUs are divided among several
-- databases, the buckets are, too; add up what all of them say.
CREATE VIEW sku_stock AS
SELECT SUBSTRING_INDEX(sku_id, '~', 1) AS sku_id, SUM(available) AS available, SUM(movements) AS movements
FROM stock GROUP BY SUBSTRING_INDEX(sku_id, '~', 1);
