/** The write-ahead log of the database: one compact message per decided batch. */
package io.skuline.journal;
