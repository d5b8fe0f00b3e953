package com.example.shop;

/** An order as the shop shows it; its state is PLACED until Skuline has answered. */
record Order(String id, String sku, int quantity, String state) {}
