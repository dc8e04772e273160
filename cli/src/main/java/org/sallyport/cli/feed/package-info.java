/** Commands about custody feeds: check one before it is connected, load one, replay rosters. */
@NullMarked
package org.sallyport.cli.feed;

import org.jspecify.annotations.NullMarked;
