// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Machine.Simulator;

/// <summary>Object identifiers of the extensions that the kit writes. RFC 5280, sections 4.2.1 and 5.2.</summary>
public static class ExtensionOid
{
    /// <summary>id-ce-subjectKeyIdentifier.</summary>
    public const string SubjectKeyIdentifier = "2.5.29.14";

    /// <summary>id-ce-keyUsage.</summary>
    public const string KeyUsage = "2.5.29.15";

    /// <summary>id-ce-basicConstraints.</summary>
    public const string BasicConstraints = "2.5.29.19";

    /// <summary>id-ce-cRLNumber.</summary>
    public const string CrlNumber = "2.5.29.20";

    /// <summary>id-ce-cRLReasons.</summary>
    public const string ReasonCode = "2.5.29.21";

    /// <summary>id-ce-cRLDistributionPoints.</summary>
    public const string CrlDistributionPoints = "2.5.29.31";

    /// <summary>id-ce-authorityKeyIdentifier.</summary>
    public const string AuthorityKeyIdentifier = "2.5.29.35";
}
