/**
 * The demonstration: four counties under four laws, their jails, their requesters, and what Sallyport does between
 * them.
 */
@NullMarked
package org.sallyport.cli.demo;

import org.jspecify.annotations.NullMarked;
