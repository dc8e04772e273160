/** What lists and boards read: projections of the journal, never the truth itself. */
@NullMarked
package org.sallyport.server.lists;

import org.jspecify.annotations.NullMarked;
