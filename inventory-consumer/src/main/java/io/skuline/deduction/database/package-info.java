/**
 * The database engine: it decides in MySQL or MariaDB, in one transaction per batch. It writes at
 * once the rows that it needs to remember, which are those that the ledger would have stored
 * anyway.
 *
 * <pre>
 *   lock the orders' stripes -> recall answers -> lock the SKUs' rows -> decide -> write -> commit
 * </pre>
 */
package io.skuline.deduction.database;
