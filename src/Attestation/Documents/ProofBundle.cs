// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.X509;

namespace Attestation.Documents;

/// <summary>A proof bundle (CONTRACTS, section 7): statements, the heads that prove them, the Evidence over those heads. Nothing in it is verified.</summary>
/// <remarks>Of <c>subjects</c> the certificates are read; one that has workflow histories, provenance or children is refused.</remarks>
public sealed record ProofBundle
{
    /// <summary>The document's media type.</summary>
    public const string MediaType = "application/vnd.attestation.bundle+json;version=1";

    /// <summary>Most bytes of a bundle.</summary>
    public const int MaxBytes = 16 << 20;

    internal const string Structure = "proof bundle";
    internal const int MaxLogs = 64;
    internal const int MaxStatements = 4096;
    internal const int MaxStatementBytes = 65_535;
    internal const int MaxEndorsements = 256;
    internal const int MaxEndorsementBytes = 1 << 20;
    internal const int MaxEventLogs = 64;

    /// <summary>Most bytes of an event log in a bundle.</summary>
    public const int MaxEventLogBytes = 4 << 20;
    internal const int MaxConsistencyHashes = 64;
    internal const int MaxCertificates = 256;
    internal const int MaxCertificateBytes = 65_535;

    /// <summary>The logs; at most 64.</summary>
    public required ImmutableArray<BundledLog> Logs { get; init; }

    /// <summary>The statements, each with the index of its log; at most 4,096. None is a bundle that proves nothing.</summary>
    public required ImmutableArray<BundledStatement> Statements { get; init; }

    /// <summary>Endorsements that travel with it; at most 256.</summary>
    public ImmutableArray<Endorsement> Endorsements { get; init; } = [];

    /// <summary>Event logs that Evidence names by digest; at most 64.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> EventLogs { get; init; } = [];

    /// <summary>Certificates whose keys the statements bind, well-formed and no more; at most 256.</summary>
    public ImmutableArray<Certificate> Certificates { get; init; } = [];

    /// <summary>Digest of the policy that its maker applied, 32 bytes; information only. Null where it says none.</summary>
    public ReadOnlyMemory<byte>? PolicySha256 { get; init; }
}
