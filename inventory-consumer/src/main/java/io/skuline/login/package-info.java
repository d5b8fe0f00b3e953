/**
 * Who may use the service over HTTP: the users of the settings with their roles, the limit of wrong
 * passwords, and the people and programs that an identity provider knows. The HTTP API and the
 * console ask here.
 */
package io.skuline.login;
