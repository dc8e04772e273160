/** Decision tables as DMN files, which other tools open and other engines run. */
@NullMarked
package org.sallyport.formats.dmn;

import org.jspecify.annotations.NullMarked;
