/** Who calls: keys of machines, log-ins of people, what each may do. */
@NullMarked
package org.sallyport.server.security;

import org.jspecify.annotations.NullMarked;
