// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.Tdx.Wire;
using Attestation.Wire;

namespace Attestation.Tdx;

/// <summary>The registers that a reference value may name, and where the body has them.</summary>
internal static class TdxMeasurements
{
    /// <summary>By the policy's key; 48 bytes each.</summary>
    public static ImmutableArray<(string Register, Field Field)> All { get; } =
    [
        ("mrTd", TdReport10Layout.MrTd),
        ("rtmr0", TdReport10Layout.Rtmr0),
        ("rtmr1", TdReport10Layout.Rtmr1),
        ("rtmr2", TdReport10Layout.Rtmr2),
        ("rtmr3", TdReport10Layout.Rtmr3),
        ("mrConfigId", TdReport10Layout.MrConfigId),
        ("mrOwner", TdReport10Layout.MrOwner),
        ("mrOwnerConfig", TdReport10Layout.MrOwnerConfig),
        ("mrSeam", TdReport10Layout.MrSeam),
    ];

    /// <summary>Step 11: the measurements are among the reference values.</summary>
    public static Check Appraise(TdBody body, TdxPolicy policy) =>
        new ReferenceMatch(TdxRules.ReferenceValues, "tdx", register => body.Raw.Bytes(All.First(each => each.Register == register).Field))
            .Appraise(policy.ReferenceValues, policy.AnyMeasurementUnsafe, $"MR_TD {Hex.Of(body.MrTd)}");
}
