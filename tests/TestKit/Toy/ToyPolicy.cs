// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Policies;

namespace Attestation.TestKit.Toy;

/// <summary>A section without keys.</summary>
public sealed class ToyPolicy : ITeePolicy
{
    public ImmutableArray<string> Unsafe => [];

    public ITeePolicy WithAnyMeasurementUnsafe() => this;
}
