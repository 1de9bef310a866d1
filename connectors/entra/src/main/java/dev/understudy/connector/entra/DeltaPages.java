// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The pages of one round of changes, one after the other.
final class DeltaPages {
  private final Graph graph;
  private final int pageSize;
  private @Nullable JsonNode page;
  private String link = "";
  private String end = "";

  private DeltaPages(Graph graph, int pageSize) {
    this.graph = graph;
    this.pageSize = pageSize;
  }

  /// Begins a round with its first page.
  ///
  /// @param from the address of a first round, or the link of the round before
  /// @return empty when Graph no longer knows the link
  static Optional<DeltaPages> begin(Graph graph, int pageSize, String from)
      throws InterruptedException {
    DeltaPages pages = new DeltaPages(graph, pageSize);
    Reply reply = pages.ask(from);
    if (forgotten(reply)) {
      return Optional.empty();
    }
    pages.take(reply);
    return Optional.of(pages);
  }

  private static boolean forgotten(Reply reply) {
    return reply.status() == 410
        || ((reply.status() == 400 || reply.status() == 404)
            && (reply.code().matches("(?i)syncStateNotFound|resyncRequired|.*InvalidDeltaToken")
                || reply.message().contains("token")));
  }

  private Reply ask(String url) throws InterruptedException {
    return graph.read(Call.get(url).with("Prefer", "odata.maxpagesize=" + pageSize));
  }

  private void take(Reply reply) {
    if (!reply.good()) {
      throw GraphFailure.ofCall("reading changes", reply);
    }
    page = reply.body();
  }

  /// The objects of the next page; empty when there is none.
  Optional<List<JsonNode>> next() throws InterruptedException {
    if (page == null) {
      if (link.isEmpty()) {
        return Optional.empty();
      }
      take(ask(link));
    }
    JsonNode now = page;
    page = null;
    if (now == null) {
      return Optional.empty();
    }
    link = now.path("@odata.nextLink").asString("");
    if (link.isEmpty()) {
      end = now.path("@odata.deltaLink").asString("");
      if (end.isEmpty()) {
        throw GraphFailure.ofCall(
            "reading changes",
            Reply.lost("a page has neither a link to the next one nor one for the next round"));
      }
    }
    List<JsonNode> objects = new ArrayList<>();
    now.path("value").forEach(objects::add);
    return Optional.of(objects);
  }

  /// Whether the page that came last was the last one.
  boolean atEnd() {
    return !end.isEmpty();
  }

  /// Where the next round begins; known at the end.
  String end() {
    return end;
  }
}
