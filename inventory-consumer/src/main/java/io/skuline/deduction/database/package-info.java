/**
 * The database engine: decides in MySQL or MariaDB, one transaction per batch. What it needs to
 * remember is what the ledger would have stored anyway, written at once.
 *
 * <pre>
 *   lock the orders' stripes -> recall answers -> lock the SKUs' rows -> decide -> write -> commit
 * </pre>
 */
package io.skuline.deduction.database;
