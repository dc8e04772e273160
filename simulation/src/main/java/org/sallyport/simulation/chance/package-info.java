/** Draws from one seed, the same on every machine and in every Java release. */
@NullMarked
package org.sallyport.simulation.chance;

import org.jspecify.annotations.NullMarked;
