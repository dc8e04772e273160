/** Facilities and agencies from a file, applied through the desk. */
@NullMarked
package org.sallyport.server.configuration;

import org.jspecify.annotations.NullMarked;
