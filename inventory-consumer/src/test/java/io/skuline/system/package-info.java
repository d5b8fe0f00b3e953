/** The whole service as a process of its own, on real servers, as a user sees it. */
package io.skuline.system;
