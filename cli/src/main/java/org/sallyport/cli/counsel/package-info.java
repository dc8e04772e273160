/** Tables as counsel reads, prints and signs them. */
@NullMarked
package org.sallyport.cli.counsel;

import org.jspecify.annotations.NullMarked;
