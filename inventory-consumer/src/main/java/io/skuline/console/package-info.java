/**
 * The console: pages on which operators see the sale and mend what needs mending. The pages are
 * rendered here, work without scripts, and load nothing from elsewhere. They exist only if somebody
 * has a password. They read with connections of their own, so that no page makes the sale wait.
 */
package io.skuline.console;
