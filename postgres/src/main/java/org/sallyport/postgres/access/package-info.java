/** Who may use this installation: accounts of people, keys of machines, and what each may do. */
@NullMarked
package org.sallyport.postgres.access;

import org.jspecify.annotations.NullMarked;
