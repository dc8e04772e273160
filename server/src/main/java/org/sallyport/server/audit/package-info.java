/** The audit log on the wire: grown in the background, published as tiles to everyone, watched for falling behind. */
@NullMarked
package org.sallyport.server.audit;

import org.jspecify.annotations.NullMarked;
