// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.Policies;

/// <summary>Everything a Verifier needs to know of a Relying Party's wishes.</summary>
/// <remarks>The defaults are the strict ones. Read from a file by <see cref="PolicyFile"/>. Immutable.</remarks>
public sealed record AppraisalPolicy
{
    /// <summary>What REPORT_DATA must be; for a proof it is computed from the checkpoint.</summary>
    public required ExpectedReportData ExpectedReportData { get; init; }

    /// <summary>The policy's name, for people and selectors.</summary>
    public string Name { get; init; } = "";

    /// <summary>Alternatives of sets of TEE names; empty: at least one Evidence, and all that are there pass.</summary>
    public ImmutableArray<ImmutableArray<string>> Tees { get; init; } = [];

    /// <summary>Whether a revocation list may be absent.</summary>
    public CrlPolicy Crl { get; init; }

    /// <summary>How long behind nextUpdate TCB info and QE identity are tolerated with a warning.</summary>
    public TimeSpan MaxStaleTcbInfo { get; init; }

    /// <summary>How long behind nextUpdate a CRL is tolerated with a warning.</summary>
    public TimeSpan MaxStaleCrl { get; init; }

    /// <summary>How far issueDate and thisUpdate may lie in the future.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>SHA-256 of SubjectPublicKeyInfo of roots that are trusted beside the vendors'.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> RootsUnsafe { get; init; } = [];

    /// <summary>What is asked of the log.</summary>
    public LogPolicy Log { get; init; } = new();

    /// <summary>Who may attest a node.</summary>
    public NodePolicy Node { get; init; } = new([], []);

    /// <summary>Which programs a key may be bound to.</summary>
    public BindingPolicy Binding { get; init; } = new();

    /// <summary>Each TEE's own section, by TEE name.</summary>
    public ImmutableDictionary<string, ITeePolicy> Sections { get; init; } = ImmutableDictionary<string, ITeePolicy>.Empty;

    /// <summary>Keys in force that weaken trust, with their path.</summary>
    public ImmutableArray<string> Unsafe =>
    [
        .. ExpectedReportData is ExpectedReportData.AnyUnsafe ? ["reportDataUnsafe"] : Array.Empty<string>(),
        .. Crl == CrlPolicy.IfPresentUnsafe ? ["crl=ifPresentUnsafe"] : Array.Empty<string>(),
        .. RootsUnsafe.Length > 0 ? [$"rootsUnsafe ({string.Join(", ", RootsUnsafe.Select(root => Hex.Of(root.Span)[..8] + "…"))})"] : Array.Empty<string>(),
        .. Binding.Unsafe,
        .. Sections.OrderBy(each => each.Key, StringComparer.Ordinal).SelectMany(each => each.Value.Unsafe),
    ];

    /// <summary>The section of a TEE; <paramref name="strict"/> where the policy has none.</summary>
    public TPolicy Of<TPolicy>(string tee, TPolicy strict)
        where TPolicy : class, ITeePolicy =>
        Sections.TryGetValue(tee, out ITeePolicy? section) ? (TPolicy)section : strict;
}
