package org.sallyport.request;

import org.sallyport.custody.FacilityId;

/**
 * Where a request comes from that another facility passed on (relay).
 *
 * @param origin   the request as the agency first filed it, however often it was passed on since
 * @param request  the request at the facility the person was transferred from
 * @param number   its receipt's number
 * @param facility that facility
 */
public record PassedOn(RequestId origin, RequestId request, String number, FacilityId facility) {}
