// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant;

import dev.understudy.tenant.directory.Directory;
import dev.understudy.tenant.directory.Journal;
import dev.understudy.tenant.directory.ObjectType;
import dev.understudy.tenant.directory.Organization;
import dev.understudy.tenant.directory.StoredObject;
import dev.understudy.tenant.fault.Faults;
import dev.understudy.tenant.fault.Throttle;
import dev.understudy.tenant.graph.GraphApi;
import dev.understudy.tenant.login.Login;
import dev.understudy.tenant.server.HttpServer;
import dev.understudy.tenant.wire.Answer;
import dev.understudy.tenant.wire.ErrorAnswers;
import dev.understudy.tenant.wire.GraphException;
import dev.understudy.tenant.wire.Request;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ObjectNode;

/// A running tenant: the login service and Graph v1.0 on one port.
public final class Tenant implements AutoCloseable {
  private final Directory directory;
  private final GraphApi.Guards guards;
  private final GraphApi graph;
  private final HttpServer server;
  private final String url;
  private volatile BiConsumer<Request, Answer> observer = (_, _) -> {};

  private Tenant(TenantSettings settings) {
    TenantSettings.Conduct conduct = settings.conduct();
    directory = Directory.open(settings.file(), conduct.clock(), settings.plan());
    directory.emptyBin();
    Organization organization = directory.organization();
    guards =
        new GraphApi.Guards(
            new Login(
                organization.id(),
                organization.plan().domains(),
                settings.clients(),
                conduct.clock()),
            new Throttle(conduct.clock(), conduct.quota()),
            new Faults(conduct.faults()));
    graph = new GraphApi(directory, guards);
    server = new HttpServer(settings.address(), this::answer, guards.faults());
    url =
        "%s://%s:%d"
            .formatted(
                settings.address().identity() == null ? "http" : "https",
                settings.address().host(),
                server.port());
  }

  /// Starts one.
  public static Tenant start(TenantSettings settings) {
    return new Tenant(settings);
  }

  private Answer answer(Request request) {
    try {
      if (!request.target().path().startsWith("/v1.0/")) {
        return guards.login().answer(request);
      }
      Answer answer = graph.answer(request);
      observer.accept(request, answer);
      return answer;
    } catch (GraphException e) {
      return ErrorAnswers.of(e, directory.now(), "");
    }
  }

  /// Where it is: `https://localhost:port`.
  public String url() {
    return url;
  }

  /// Its id, which is part of the authority of sign-ins.
  public String id() {
    return directory.organization().id();
  }

  /// What goes wrong on purpose, to be changed while it runs.
  public Faults faults() {
    return guards.faults();
  }

  /// The quota, to be changed while it runs.
  public Throttle throttle() {
    return guards.throttle();
  }

  /// Who may sign in, to be changed while it runs.
  public Login login() {
    return guards.login();
  }

  /// From now on no delta token is good that was given out before.
  public void expireDeltaTokens() {
    graph.expireDeltaTokens();
  }

  /// Shows somebody every request to Graph and its answer, before it may break on the way.
  public void observe(BiConsumer<Request, Answer> next) {
    observer = next;
  }

  /// Makes an object as only the service itself can.
  ///
  /// @return its id
  public String seed(ObjectType type, ObjectNode body) {
    return graph.seed(type, body);
  }

  /// An object in any state.
  public Optional<StoredObject> find(String id) {
    return graph.find(id);
  }

  /// Everything that somebody wanted to change after an entry, in the order in which it was done.
  public List<Journal.Entry> journal(long after) {
    return directory.journal().after(after);
  }

  @Override
  public void close() {
    server.close();
    directory.close();
  }
}
