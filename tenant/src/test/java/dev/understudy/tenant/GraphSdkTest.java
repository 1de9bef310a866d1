// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.graph.core.content.BatchRequestContent;
import com.microsoft.graph.core.content.BatchResponseContent;
import com.microsoft.graph.core.tasks.PageIterator;
import com.microsoft.graph.models.DirectoryObject;
import com.microsoft.graph.models.Group;
import com.microsoft.graph.models.PasswordProfile;
import com.microsoft.graph.models.ReferenceCreate;
import com.microsoft.graph.models.ReferenceUpdate;
import com.microsoft.graph.models.User;
import com.microsoft.graph.models.UserCollectionResponse;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.graph.users.delta.DeltaGetResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Microsoft's own Graph SDK for Java, which knows nothing of this tenant, drives it.
final class GraphSdkTest {
  private final TestTenant tenant = TestTenant.start();
  private final GraphServiceClient graph = SdkClient.of(tenant);

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void aUserIsCreatedReadChangedAndDeleted() {
    User created = create("ann");

    assertThat(created.getUserPrincipalName()).isEqualTo("ann@contoso.com");
    User change = new User();
    change.setJobTitle("Engineer");
    graph.users().byUserId(id(created)).patch(change);
    User read = user(id(created));
    assertThat(read.getJobTitle()).isEqualTo("Engineer");
    assertThat(read.getOnPremisesImmutableId()).isEqualTo("anchor-ann");

    graph.users().byUserId(id(created)).delete();
    assertThatThrownBy(() -> user(id(created)))
        .isInstanceOfSatisfying(
            ODataError.class,
            error ->
                assertThat(Objects.requireNonNull(error.getError()).getCode())
                    .isEqualTo("Request_ResourceNotFound"));
  }

  @Test
  void manyUsersAreReadPageByPage() throws Exception {
    for (int i = 0; i < 25; i++) {
      create("user" + i);
    }
    List<String> names = new ArrayList<>();
    UserCollectionResponse first =
        Objects.requireNonNull(
            graph
                .users()
                .get(request -> {
                  Objects.requireNonNull(request.queryParameters).top = 10;
                  request.queryParameters.select = new String[] {"id", "displayName"};
                }));

    new PageIterator.Builder<User, UserCollectionResponse>()
        .client(graph)
        .collectionPage(first)
        .collectionPageFactory(UserCollectionResponse::createFromDiscriminatorValue)
        .processPageItemCallback(user -> names.add(user.getDisplayName()))
        .build()
        .iterate();

    assertThat(first.getValue()).hasSize(10);
    assertThat(names).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void membersAndManagerAreReferences() {
    User ann = create("ann");
    User bob = create("bob");
    Group group = createGroup("team");

    ReferenceCreate member = new ReferenceCreate();
    member.setOdataId(reference(ann));
    graph.groups().byGroupId(id(group)).members().ref().post(member);
    ReferenceUpdate manager = new ReferenceUpdate();
    manager.setOdataId(reference(bob));
    graph.users().byUserId(id(ann)).manager().ref().put(manager);

    List<DirectoryObject> members =
        Objects.requireNonNull(graph.groups().byGroupId(id(group)).members().get()).getValue();
    assertThat(members).hasSize(1).first().isInstanceOf(User.class);
    assertThat(Objects.requireNonNull(graph.users().byUserId(id(ann)).manager().get()).getId())
        .isEqualTo(id(bob));
    graph.groups().byGroupId(id(group)).members().byDirectoryObjectId(id(ann)).ref().delete();
    assertThat(
            Objects.requireNonNull(graph.groups().byGroupId(id(group)).members().get()).getValue())
        .isEmpty();
  }

  @Test
  void deltaTellsWhatChangedAndWhatIsGone() {
    User stays = create("stays");
    User goes = create("goes");
    DeltaGetResponse first = Objects.requireNonNull(graph.users().delta().get());
    assertThat(first.getValue()).extracting(User::getId).contains(id(stays), id(goes));

    User change = new User();
    change.setJobTitle("Engineer");
    graph.users().byUserId(id(stays)).patch(change);
    graph.users().byUserId(id(goes)).delete();
    DeltaGetResponse second =
        Objects.requireNonNull(
            graph.users().delta().withUrl(Objects.requireNonNull(first.getOdataDeltaLink())).get());

    List<User> changed = Objects.requireNonNull(second.getValue());
    assertThat(changed).hasSize(2);
    assertThat(changed.getFirst().getJobTitle()).isEqualTo("Engineer");
    assertThat(changed.getLast().getAdditionalData()).containsKey("@removed");
  }

  @Test
  void aBatchAnswersEachOfItsRequests() throws Exception {
    User ann = create("ann");
    BatchRequestContent batch = new BatchRequestContent(graph);
    String good =
        batch.addBatchRequestStep(graph.users().byUserId(id(ann)).toGetRequestInformation());
    String bad =
        batch.addBatchRequestStep(graph.users().byUserId("nobody").toGetRequestInformation());

    BatchResponseContent answers =
        Objects.requireNonNull(graph.getBatchRequestBuilder().post(batch, null));

    assertThat(answers.getResponsesStatusCode()).containsEntry(good, 200).containsEntry(bad, 404);
    User read =
        Objects.requireNonNull(answers.getResponseById(good, User::createFromDiscriminatorValue));
    assertThat(read.getDisplayName()).isEqualTo("ann");
  }

  @Test
  void aDeletedUserComesBack() {
    User ann = create("ann");
    graph.users().byUserId(id(ann)).delete();
    assertThat(
            Objects.requireNonNull(graph.directory().deletedItems().graphUser().get()).getValue())
        .extracting(User::getId)
        .containsExactly(id(ann));

    graph.directory().deletedItems().byDirectoryObjectId(id(ann)).restore().post();

    assertThat(user(id(ann)).getUserPrincipalName()).isEqualTo("ann@contoso.com");
  }

  @Test
  void aConflictNamesTheProperty() {
    create("ann");

    assertThatThrownBy(() -> create("ann"))
        .isInstanceOfSatisfying(
            ODataError.class,
            error ->
                assertThat(
                        Objects.requireNonNull(
                            Objects.requireNonNull(error.getError()).getDetails()))
                    .extracting(detail -> detail.getCode() + " " + detail.getTarget())
                    .containsExactly("ObjectConflict onPremisesImmutableId"));
  }

  private User create(String name) {
    User user = new User();
    user.setAccountEnabled(true);
    user.setDisplayName(name);
    user.setMailNickname(name);
    user.setUserPrincipalName(name + "@contoso.com");
    user.setOnPremisesImmutableId("anchor-" + name);
    PasswordProfile profile = new PasswordProfile();
    profile.setPassword("Secret-" + name + "-123");
    user.setPasswordProfile(profile);
    return Objects.requireNonNull(graph.users().post(user));
  }

  private Group createGroup(String name) {
    Group group = new Group();
    group.setDisplayName(name);
    group.setMailNickname(name);
    group.setMailEnabled(false);
    group.setSecurityEnabled(true);
    return Objects.requireNonNull(graph.groups().post(group));
  }

  private User user(String id) {
    return Objects.requireNonNull(
        graph
            .users()
            .byUserId(id)
            .get(request ->
                Objects.requireNonNull(request.queryParameters).select =
                    new String[] {
                      "id", "displayName", "jobTitle", "userPrincipalName", "onPremisesImmutableId"
                    }));
  }

  private String reference(DirectoryObject object) {
    return tenant.tenant().url() + "/v1.0/directoryObjects/" + id(object);
  }

  private static String id(DirectoryObject object) {
    return Objects.requireNonNull(object.getId());
  }
}
