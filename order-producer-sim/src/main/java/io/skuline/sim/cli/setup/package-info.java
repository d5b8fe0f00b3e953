/** The command that creates and checks topics and groups. */
package io.skuline.sim.cli.setup;
