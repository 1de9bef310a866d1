// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.Watermark;
import dev.understudy.ldap.LdapAccess;
import dev.understudy.ldap.LdapClient;
import dev.understudy.ldap.LdapEntries;
import dev.understudy.ldap.PagedSearch;
import dev.understudy.ldap.SearchPages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Changes by modifyTimestamp, for servers without syncrepl. A deleted entry has no time, so each
/// read of changes also passes over all anchors and compares them with the [AnchorDigest] of the
/// last read; when one is missing a full read is required, which finds out which.
final class TimestampRead {
  private static final String PREFIX = "time1 ";
  private static final DateTimeFormatter GENERALIZED =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT);

  /// Clocks of replicated servers differ, and a transaction becomes visible after its time.
  private static final Duration OVERLAP = Duration.ofSeconds(60);

  private final LdapAccess access;
  private final LdapClient client;
  private final LdapEntries entries;
  private final String base;

  TimestampRead(LdapAccess access, LdapClient client, LdapEntries entries, String base) {
    this.access = access;
    this.client = client;
    this.entries = entries;
    this.base = base;
  }

  static boolean isWatermark(Watermark watermark) {
    return watermark.text().startsWith(PREFIX);
  }

  ReadEnd readAll(ImportSink sink) throws LDAPException, InterruptedException {
    List<Stamp> stamps = new ArrayList<>();
    search(
        entries.filter(),
        entries.attributes(),
        entry -> {
          stamps.add(Stamp.of(access, entry));
          entries.deliver(entry, null, sink);
        });
    return complete(stamps, boundary(stamps, ""));
  }

  ReadEnd readChanges(Watermark since, ImportSink sink) throws LDAPException, InterruptedException {
    Optional<AnchorDigest> parsed = AnchorDigest.parse(since.text().substring(PREFIX.length()));
    if (parsed.isEmpty()) {
      return new ReadEnd.FullReadRequired("the watermark is damaged");
    }
    AnchorDigest before = parsed.get();
    List<Stamp> stamps = new ArrayList<>();
    search(
        entries.filter(),
        new String[] {access.tree().anchorAttribute()},
        entry -> stamps.add(Stamp.of(access, entry)));
    if (!digest(stamps, before.boundary()).contains(before)) {
      return new ReadEnd.FullReadRequired(
          "an object was deleted or left the scope, and the server does not tell which");
    }
    Filter changed = Filter.createGreaterOrEqualFilter("modifyTimestamp", before.boundary());
    search(
        Filter.createANDFilter(entries.filter(), changed),
        entries.attributes(),
        entry -> entries.deliver(entry, null, sink));
    return complete(stamps, boundary(stamps, before.boundary()));
  }

  private void search(Filter filter, String[] attributes, SearchPages.EntryConsumer consumer)
      throws LDAPException, InterruptedException {
    List<String> names = new ArrayList<>(List.of(attributes));
    names.add("createTimestamp");
    names.add("modifyTimestamp");
    new PagedSearch(access, client).run(base, filter, names.toArray(String[]::new), consumer);
  }

  private static ReadEnd complete(List<Stamp> stamps, String boundary) {
    AnchorDigest digest = digest(stamps, boundary);
    return new ReadEnd.Complete(
        digest.recent().size() > AnchorDigest.RECENT_MAX
            ? null
            : new Watermark(PREFIX + digest.toText()));
  }

  /// The next read begins a little before the last change that this one saw.
  private static String boundary(List<Stamp> stamps, String atLeast) {
    String latest = "";
    for (Stamp stamp : stamps) {
      latest = stamp.modified.compareTo(latest) > 0 ? stamp.modified : latest;
    }
    if (latest.isEmpty()) {
      return atLeast.isEmpty() ? "19700101000000Z" : atLeast;
    }
    String boundary = minus(latest, OVERLAP);
    return boundary.compareTo(atLeast) > 0 ? boundary : atLeast;
  }

  private static String minus(String time, Duration by) {
    try {
      String whole = time.substring(0, 14) + "Z";
      Instant instant = LocalDateTime.parse(whole, GENERALIZED).toInstant(ZoneOffset.UTC);
      return GENERALIZED.format(instant.minus(by).atOffset(ZoneOffset.UTC));
    } catch (DateTimeParseException | StringIndexOutOfBoundsException e) {
      return time;
    }
  }

  private static AnchorDigest digest(List<Stamp> stamps, String boundary) {
    AnchorDigest.Builder digest = new AnchorDigest.Builder(boundary);
    for (Stamp stamp : stamps) {
      digest.add(stamp.anchor, stamp.created);
    }
    return digest.build();
  }

  /// What is kept of each entry.
  private record Stamp(byte[] anchor, String created, String modified) {
    static Stamp of(LdapAccess access, Entry entry) {
      byte[] anchor = entry.getAttributeValueBytes(access.tree().anchorAttribute());
      return new Stamp(
          anchor == null ? entry.getDN().getBytes(StandardCharsets.UTF_8) : anchor,
          text(entry, "createTimestamp"),
          text(entry, "modifyTimestamp"));
    }

    private static String text(Entry entry, String name) {
      String text = entry.getAttributeValue(name);
      return text == null ? "" : text;
    }
  }
}
