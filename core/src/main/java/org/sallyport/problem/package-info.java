/** What is wrong with an input, said so that its sender can put it right. */
@NullMarked
package org.sallyport.problem;

import org.jspecify.annotations.NullMarked;
