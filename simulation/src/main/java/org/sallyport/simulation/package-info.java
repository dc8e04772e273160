/**
 * A world of clocks, networks, disks and staff from one seed, in which the production core runs and its promises are
 * checked.
 */
@NullMarked
package org.sallyport.simulation;

import org.jspecify.annotations.NullMarked;
