/** How events stand in the journal: type, schema and JSON, with upcasters for schemas of the past. */
@NullMarked
package org.sallyport.formats.journal;

import org.jspecify.annotations.NullMarked;
