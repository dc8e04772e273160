/** Notification requests as agencies send them, and the receipt they get (docs/formats/request.md, receipt.md). */
@NullMarked
package org.sallyport.formats.request;

import org.jspecify.annotations.NullMarked;
