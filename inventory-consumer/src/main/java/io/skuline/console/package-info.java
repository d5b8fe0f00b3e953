/** HTTP: stock queries, the audit, health. Reads only; nothing here changes anything. */
package io.skuline.console;
