// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;
using Attestation.Tdx.Wire;
using Attestation.Wire;

namespace Attestation.Tdx;

/// <summary>One set of expected measurements: every list that is not empty must hold the measured value.</summary>
/// <param name="Name">For people and results.</param>
/// <param name="Expected">Register name (as the policy's key) to accepted values, 48 bytes each; lists that are empty are left out.</param>
public sealed record TdxReferenceValues(string Name, ImmutableArray<(string Register, ImmutableArray<ReadOnlyMemory<byte>> Values)> Expected)
{
    private const int RegisterBytes = 48;

    /// <summary>The registers that a reference value may name, and where the body has them.</summary>
    internal static ImmutableArray<(string Register, Func<TdBody, ReadOnlyMemory<byte>> Read)> Registers { get; } =
    [
        ("mrTd", body => body.Raw.Bytes(TdReport10Layout.MrTd)),
        ("rtmr0", body => body.Raw.Bytes(TdReport10Layout.Rtmr0)),
        ("rtmr1", body => body.Raw.Bytes(TdReport10Layout.Rtmr1)),
        ("rtmr2", body => body.Raw.Bytes(TdReport10Layout.Rtmr2)),
        ("rtmr3", body => body.Raw.Bytes(TdReport10Layout.Rtmr3)),
        ("mrConfigId", body => body.Raw.Bytes(TdReport10Layout.MrConfigId)),
        ("mrOwner", body => body.Raw.Bytes(TdReport10Layout.MrOwner)),
        ("mrOwnerConfig", body => body.Raw.Bytes(TdReport10Layout.MrOwnerConfig)),
        ("mrSeam", body => body.Raw.Bytes(TdReport10Layout.MrSeam)),
    ];

    /// <summary>True where any reference value names a register.</summary>
    public bool Names(string register) => Expected.Any(each => each.Register == register);

    internal static TdxReferenceValues Read(ConfigSection section)
    {
        string name = section.Text("name") ?? "";
        TdxReferenceValues values = new(name, [.. Registers
            .Select(each => (each.Register, section.BytesList(each.Register, RegisterBytes)))
            .Where(each => each.Item2.Length > 0)]);
        if (values.Expected.Length == 0)
        {
            section.Report("name", "names no measurement: want at least one non-empty list");
        }

        section.Done();
        return values;
    }
}
