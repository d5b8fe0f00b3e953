/**
 * HTTP: stock, the audit, movements, health, and for operators dead letters, reconciliation,
 * quarantine and anomalies. Nothing can be changed without credentials and a header that pages of
 * other sites cannot send. Errors of a request are answered as problem+json.
 */
package io.skuline.api;
