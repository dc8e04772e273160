/** Ways of reaching someone: signed webhook, e-mail, phone sheet, roles. */
@NullMarked
package org.sallyport.server.channel;

import org.jspecify.annotations.NullMarked;
