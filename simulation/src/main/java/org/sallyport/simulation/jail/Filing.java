package org.sallyport.simulation.jail;

import org.sallyport.request.NotificationRequest;

/**
 * A request as an agency files it, with the truth about it that only the simulation knows.
 *
 * @param key      the agency's own delivery number; filed again under the same key it is the same delivery
 * @param request  what it says; its number is empty until a receipt gives one
 * @param booking  the booking number of the person it really concerns, whatever it says
 * @param resident the number of that person
 */
public record Filing(String key, NotificationRequest request, String booking, int resident) {}
