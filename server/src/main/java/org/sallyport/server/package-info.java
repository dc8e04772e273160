/** The serving program: HTTP, workers, channels, feeds and security around one desk. */
@NullMarked
package org.sallyport.server;

import org.jspecify.annotations.NullMarked;
