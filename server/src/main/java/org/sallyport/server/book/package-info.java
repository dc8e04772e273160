/** How policy books are kept: the files they were made of, with adoptions and practices. */
@NullMarked
package org.sallyport.server.book;

import org.jspecify.annotations.NullMarked;
