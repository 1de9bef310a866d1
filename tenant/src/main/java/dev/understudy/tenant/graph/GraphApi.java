// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.graph;

import dev.understudy.tenant.directory.Directory;
import dev.understudy.tenant.directory.Journal;
import dev.understudy.tenant.directory.ObjectType;
import dev.understudy.tenant.directory.StoredObject;
import dev.understudy.tenant.fault.Fault;
import dev.understudy.tenant.fault.Faults;
import dev.understudy.tenant.fault.Throttle;
import dev.understudy.tenant.login.Caller;
import dev.understudy.tenant.login.Login;
import dev.understudy.tenant.wire.Answer;
import dev.understudy.tenant.wire.ErrorAnswers;
import dev.understudy.tenant.wire.GraphException;
import dev.understudy.tenant.wire.Request;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// Everything below `/v1.0`.
public final class GraphApi {
  private final Directory directory;
  private final Guards guards;
  private final ObjectResource objects;
  private final DeltaResource delta;
  private final SetRoutes sets;
  private final DirectoryRoutes others;

  /// What stands before every request.
  ///
  /// @param login who asks
  /// @param throttle how much
  /// @param faults what goes wrong on purpose
  public record Guards(Login login, Throttle throttle, Faults faults) {}

  public GraphApi(Directory directory, Guards guards) {
    this.directory = directory;
    this.guards = guards;
    LinkResource links = new LinkResource(directory);
    objects = new ObjectResource(directory, links);
    delta = new DeltaResource(directory);
    sets = new SetRoutes(directory, objects, links, delta);
    others = new DirectoryRoutes(directory, objects, new CollectionAnswers(directory, links));
  }

  /// From now on no delta token is good that was given out before.
  public void expireDeltaTokens() {
    delta.expireTokens();
  }

  /// Makes an object as only the service itself can: contacts, devices, objects that another
  /// service masters.
  ///
  /// @return its id
  public String seed(ObjectType type, ObjectNode body) {
    return directory.database().write(() -> objects.seed(type, body).id());
  }

  /// Answers a request, whatever happens.
  public Answer answer(Request request) {
    Answer answer;
    try {
      Caller caller = guards.login().caller(request);
      boolean batch = request.target().path().equals("/v1.0/$batch");
      answer =
          batch && request.method().equals("POST")
              ? new Batch(request, inner -> guarded(inner, caller)).answer(directory.now())
              : guarded(request, caller);
    } catch (GraphException e) {
      answer = error(e, request);
    }
    return answer
        .with("request-id", UUID.randomUUID().toString())
        .with("client-request-id", request.header("client-request-id").orElse(""))
        .with("OData-Version", "4.0");
  }

  private Answer error(GraphException e, Request request) {
    return ErrorAnswers.of(e, directory.now(), request.header("client-request-id").orElse(""));
  }

  private Answer guarded(Request request, Caller caller) {
    try {
      Optional<String> used = guards.throttle().take(caller.application(), request);
      Optional<Fault> fault = guards.faults().meets(request, false);
      if (fault.isPresent() && fault.get() != Fault.LOST_ANSWER) {
        throw guards.faults().error(fault.get());
      }
      Answer answer = done(request, caller);
      if (fault.isPresent()) {
        throw guards.faults().error(fault.get());
      }
      Answer told = answer.with("x-ms-resource-unit", Integer.toString(Throttle.units(request)));
      return used.map(share -> told.with("x-ms-throttle-limit-percentage", share)).orElse(told);
    } catch (GraphException e) {
      return error(e, request);
    }
  }

  /// Does it, and notes what wanted to change something.
  private Answer done(Request request, Caller caller) {
    Answer answer;
    try {
      answer =
          request.writes()
              ? directory.database().write(() -> route(request, caller))
              : directory.database().read(() -> route(request, caller));
    } catch (GraphException e) {
      answer = error(e, request);
    } catch (RuntimeException e) {
      answer =
          error(
              GraphException.of(500, "generalException", "This is a mistake of the tenant: " + e),
              request);
    }
    if (request.writes()) {
      String path = request.target().path().replaceFirst("^/v1\\.0", "");
      directory
          .journal()
          .add(
              directory.now(),
              caller.application(),
              new Journal.What(request.method(), path, answer.status()));
    }
    return answer;
  }

  private Answer route(Request request, Caller caller) {
    List<String> path = request.segments();
    if (path.size() < 2 || !path.getFirst().equals("v1.0")) {
      throw GraphException.noSegment(path.isEmpty() ? "" : path.getFirst());
    }
    String set = path.get(1);
    if (set.equals("directory") || path.getLast().contains("delta")) {
      directory.emptyBin();
    }
    int key = set.indexOf('(');
    Optional<ObjectType> type = ObjectType.ofSet(key < 0 ? set : set.substring(0, key));
    if (type.isPresent()) {
      Permissions.check(caller, type.get(), request.writes());
      List<String> rest = new java.util.ArrayList<>(path.subList(2, path.size()));
      if (key >= 0) {
        rest.addFirst(set.substring(key));
      }
      return sets.answer(type.get(), rest, request);
    }
    return switch (set) {
      case "directoryObjects" -> others.objects(path.subList(2, path.size()), request, caller);
      case "directory" -> {
        if (path.size() < 3 || !path.get(2).equals("deletedItems")) {
          throw GraphException.noSegment(path.getLast());
        }
        yield others.bin(path.subList(3, path.size()), request, caller);
      }
      case "organization" -> others.organization(request);
      default -> throw GraphException.noSegment(set);
    };
  }

  /// An object in any state, for looking into the tenant.
  public Optional<StoredObject> find(String id) {
    return directory.database().read(() -> directory.objects().find(id));
  }
}
