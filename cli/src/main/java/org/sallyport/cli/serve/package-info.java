/** The command {@code serve}: the server with its database, until it is stopped. */
@NullMarked
package org.sallyport.cli.serve;

import org.jspecify.annotations.NullMarked;
