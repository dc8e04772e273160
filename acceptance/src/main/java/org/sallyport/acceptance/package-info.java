/** Another decision engine, Apache KIE, asked for a second opinion; used by tests and benches, never by the program. */
@NullMarked
package org.sallyport.acceptance;

import org.jspecify.annotations.NullMarked;
