// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An answer that is an error, in the terms of Graph.
public final class GraphException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int status;
  private final String code;
  private final transient List<Detail> details;
  private final transient List<Header> headers;

  private GraphException(int status, String code, String message, More more) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = more.details();
    this.headers = more.headers();
  }

  /// One thing that is wrong.
  ///
  /// @param target the property it is about, or null
  public record Detail(String code, @Nullable String target, String message) {}

  private record More(List<Detail> details, List<Header> headers) {
    private static final More NONE = new More(List.of(), List.of());
  }

  /// An error without details.
  public static GraphException of(int status, String code, String message) {
    return new GraphException(status, code, message, More.NONE);
  }

  /// An error whose answer has further headers.
  public static GraphException withHeaders(
      int status, String code, String message, Header... headers) {
    return new GraphException(status, code, message, new More(List.of(), List.of(headers)));
  }

  /// A request that makes no sense.
  public static GraphException badRequest(String code, String message) {
    return of(400, code, message);
  }

  /// A property that may not have this value.
  public static GraphException property(String detail, String property, String message) {
    return new GraphException(
        400,
        "Request_BadRequest",
        message,
        new More(List.of(new Detail(detail, property, message)), List.of()));
  }

  /// Another object has that value.
  public static GraphException conflict(String property) {
    return property(
        "ObjectConflict",
        property,
        "Another object with the same value for property %s already exists.".formatted(property));
  }

  /// There is no such object.
  public static GraphException notFound(String id) {
    return of(
        404,
        "Request_ResourceNotFound",
        ("Resource '%s' does not exist or one of its queried reference-property objects are not"
                + " present.")
            .formatted(id));
  }

  /// There is no such address.
  public static GraphException noSegment(String segment) {
    return badRequest("BadRequest", "Resource not found for the segment '%s'.".formatted(segment));
  }

  /// The client may not do that.
  public static GraphException denied() {
    return of(
        403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public List<Detail> details() {
    return details;
  }

  public List<Header> headers() {
    return headers;
  }
}
