/**
 * Who may use the service over HTTP: the users of the settings with their roles, and the limit of
 * wrong passwords. The HTTP API and the console ask here.
 */
package io.skuline.login;
