/** Commands that read, prove, show, test and explain policy tables, without a server. */
@NullMarked
package org.sallyport.cli.policy;

import org.jspecify.annotations.NullMarked;
