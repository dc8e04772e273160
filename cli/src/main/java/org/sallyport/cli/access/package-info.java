/** The commands {@code access}: keys of machines and accounts of people. */
@NullMarked
package org.sallyport.cli.access;

import org.jspecify.annotations.NullMarked;
