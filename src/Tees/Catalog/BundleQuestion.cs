// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Bindings;
using Attestation.Policies;
using Attestation.Statements;

namespace Attestation.Catalog;

/// <summary>What a Relying Party asks of a bundle beside its policy.</summary>
public sealed record BundleQuestion
{
    /// <summary>Checkpoints that somebody remembers, of any log; the policy's <c>log.minimum</c> joins them.</summary>
    public ImmutableArray<KnownCheckpoint> Known { get; init; } = [];

    /// <summary>A nonce that the verifier issued; null where freshness is not asked for.</summary>
    public ExpectedNonce? Nonce { get; init; }

    /// <summary>Keys whose bindings are asked for, beside those of the certificates in the bundle.</summary>
    public ImmutableArray<BindingSubject> Subjects { get; init; } = [];
}
