/** Jail life and the requests of agencies, drawn from one seed with the figures of real jails. */
@NullMarked
package org.sallyport.simulation.jail;

import org.jspecify.annotations.NullMarked;
