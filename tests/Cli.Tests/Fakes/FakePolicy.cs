// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;
using Attestation.Policies;

namespace Attestation.Fakes;

/// <summary>Section <c>fake</c> of a policy.</summary>
internal sealed record FakePolicy(ImmutableArray<string> Measurements, bool Any) : ITeePolicy
{
    public ImmutableArray<string> Unsafe => Any ? ["fake.anyMeasurementUnsafe"] : [];

    public static FakePolicy Read(ConfigSection section)
    {
        FakePolicy policy = new(section.Texts("measurements"), section.Boolean("anyMeasurementUnsafe", absent: false));
        section.Done();
        return policy;
    }

    public ITeePolicy WithAnyMeasurementUnsafe() => this with { Any = true };
}
