/** Talks to a running server by its HTTP API. */
@NullMarked
package org.sallyport.cli.client;

import org.jspecify.annotations.NullMarked;
