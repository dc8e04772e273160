/** The custody feed: CloudEvents in JSON, one event, a batch or JSON Lines (docs/formats/custody-feed.md). */
@NullMarked
package org.sallyport.formats.feed;

import org.jspecify.annotations.NullMarked;
