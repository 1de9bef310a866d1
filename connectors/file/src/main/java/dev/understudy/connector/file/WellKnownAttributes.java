// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import java.util.Map;
import java.util.TreeMap;

/// Types of the attributes that Active Directory, Exchange and RFC 4519/2798 directories have. An
/// LDIF file carries no schema, and nobody should have to type this one.
final class WellKnownAttributes {
  private static final Map<String, AttributeDefinition> BY_NAME =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  static {
    single(
        AttributeType.STRING,
        """
        adminDescription adminDisplayName c co company cn department departmentNumber displayName
        distinguishedName division employeeID employeeNumber employeeType entryUUID
        extensionAttribute1 extensionAttribute2 extensionAttribute3 extensionAttribute4
        extensionAttribute5 extensionAttribute6 extensionAttribute7 extensionAttribute8
        extensionAttribute9 extensionAttribute10 extensionAttribute11 extensionAttribute12
        extensionAttribute13 extensionAttribute14 extensionAttribute15 facsimileTelephoneNumber
        gecos givenName homeDirectory homeDrive homePhone homePostalAddress info initials ipPhone l
        legacyExchangeDN loginShell mail mailNickname middleName mobile msDS-CloudAnchor
        msDS-DeviceID msDS-PhoneticDisplayName msExchArchiveName msExchAssistantName
        msExchELCExpirySuspensionEnd msExchELCExpirySuspensionStart msExchImmutableId
        msExchResourceDisplay msExchRetentionComment msExchRetentionURL msExchVersion
        msRTCSIP-DeploymentLocator msRTCSIP-Line msRTCSIP-OwnerUrn msRTCSIP-PrimaryUserAddress name
        operatingSystem operatingSystemServicePack operatingSystemVersion pager
        physicalDeliveryOfficeName postalCode preferredLanguage profilePath sAMAccountName
        scriptPath sn st streetAddress targetAddress telephoneAssistant telephoneNumber title uid
        userPrincipalName wWWHomePage dNSHostName modifyTimestamp createTimestamp whenChanged
        whenCreated
        """);
    multi(
        AttributeType.STRING,
        """
        objectClass description ou o otherFacsimileTelephoneNumber otherHomePhone otherIpPhone
        otherMailbox otherMobile otherPager otherTelephone postOfficeBox postalAddress
        proxyAddresses url labeledURI businessCategory carLicense roomNumber memberUid
        servicePrincipalName userWorkstations msExchExtensionCustomAttribute1
        msExchExtensionCustomAttribute2 msExchExtensionCustomAttribute3
        msExchExtensionCustomAttribute4 msExchExtensionCustomAttribute5 msExchResourceMetaData
        msExchResourceSearchProperties msExchSenderHintTranslations msExchUCVoiceMailSettings
        msExchUserHoldPolicies
        """);
    single(
        AttributeType.REFERENCE,
        """
        manager managedBy assistant altRecipient homeMDB msDS-PrimaryComputer
        msExchAssistantLink registeredOwnerReference
        """);
    multi(
        AttributeType.REFERENCE,
        """
        member uniqueMember memberOf owner secretary seeAlso roleOccupant directReports
        managedObjects authOrig unauthOrig dLMemRejectPerms dLMemSubmitPerms publicDelegates
        publicDelegatesBL msExchBypassModerationFromDLMembersBL
        msExchBypassModerationFromDLMembersLink msExchBypassModerationLink msExchCoManagedByLink
        msExchDelegateListLink msExchDelegateListBL msExchModeratedByLink
        """);
    single(
        AttributeType.BINARY,
        """
        objectGUID objectSid thumbnailPhoto thumbnailLogo mS-DS-ConsistencyGuid mS-DS-CreatorSID
        msExchArchiveGUID msExchBlockedSendersHash msExchMailboxGuid msExchMasterAccountSid
        msExchSafeRecipientsHash msExchSafeSendersHash msRTCSIP-OriginatorSid
        nTSecurityDescriptor logonHours
        """);
    multi(
        AttributeType.BINARY,
        """
        jpegPhoto photo audio userCertificate userSMIMECertificate userPKCS12 cACertificate
        sIDHistory
        """);
    single(
        AttributeType.NUMBER,
        """
        userAccountControl groupType sAMAccountType primaryGroupID badPwdCount logonCount
        instanceType codePage countryCode accountExpires pwdLastSet lastLogon lastLogonTimestamp
        badPasswordTime lockoutTime uSNChanged uSNCreated adminCount uidNumber gidNumber
        msDS-HABSeniorityIndex msExchELCMailboxFlags msExchGroupDepartRestriction
        msExchGroupJoinRestriction msExchModerationFlags msExchRecipientDisplayType
        msExchRecipientTypeDetails msExchRemoteRecipientType msExchResourceCapacity
        msRTCSIP-ApplicationOptions msRTCSIP-OptionFlags
        """);
    single(
        AttributeType.BOOLEAN,
        """
        hideDLMembership isCriticalSystemObject isDeleted msExchEnableModeration
        msExchHideFromAddressLists msExchRequireAuthToSendTo msExchBypassAudit
        msRTCSIP-UserEnabled oOFReplyToOriginator reportToOriginator reportToOwner
        showInAdvancedViewOnly deliverAndRedirect mAPIRecipient msDS-IsEnabled
        """);
  }

  private WellKnownAttributes() {}

  /// All of them, by name without case.
  static Map<String, AttributeDefinition> byName() {
    return BY_NAME;
  }

  private static void single(AttributeType type, String names) {
    for (String name : names.strip().split("\\s+", -1)) {
      BY_NAME.put(name, AttributeDefinition.single(name, type));
    }
  }

  private static void multi(AttributeType type, String names) {
    for (String name : names.strip().split("\\s+", -1)) {
      BY_NAME.put(name, AttributeDefinition.multi(name, type));
    }
  }
}
