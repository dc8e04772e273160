/**
 * The console: plain pages for the release desk, its supervisor and counsel; by keyboard, on a phone, without script.
 */
@NullMarked
package org.sallyport.server.console;

import org.jspecify.annotations.NullMarked;
