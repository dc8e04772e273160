/** Decision tables, the questions they ask, the layers they form, and the determination they give. */
@NullMarked
package org.sallyport.policy;

import org.jspecify.annotations.NullMarked;
