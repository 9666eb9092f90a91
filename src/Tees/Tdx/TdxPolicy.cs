// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;
using Attestation.Policies;
using Attestation.Tdx.Endorse;

namespace Attestation.Tdx;

/// <summary>The section <c>tdx</c> of a policy (CONTRACTS, section 8). Defaults are the strict ones.</summary>
public sealed record TdxPolicy : ITeePolicy
{
    /// <summary>What applies where a policy has no such section: no reference value, so nothing passes.</summary>
    public static TdxPolicy Strict { get; } = new();

    /// <summary>TCB statuses that pass.</summary>
    public ImmutableArray<TcbStatus> Accept { get; init; } = [TcbStatus.UpToDate];

    /// <summary>TCB statuses that warn for a while.</summary>
    public ImmutableArray<TcbTolerance> Tolerate { get; init; } = [];

    /// <summary>Floor of tcbEvaluationDataNumber; null asks nothing.</summary>
    public int? MinimumEvaluationDataNumber { get; init; }

    /// <summary>Floor of the TCB date; null asks nothing.</summary>
    public DateTimeOffset? MinimumDate { get; init; }

    /// <summary>Floor of TEE_TCB_SVN byte by byte, 16 bytes; null asks nothing.</summary>
    public ReadOnlyMemory<byte>? MinimumTeeTcbSvn { get; init; }

    /// <summary>Attribute rules that are waived.</summary>
    public TdxAllowances Allow { get; init; } = new();

    /// <summary>XFAM bits that must be clear; null asks nothing.</summary>
    public ulong? XfamMustBeClear { get; init; }

    /// <summary>Allowed MR_SERVICETD values, 48 bytes each, beside zero.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> ServiceTd { get; init; } = [];

    /// <summary>Denied platforms: PIID (16 bytes) or SHA-256 of the encrypted PPID (32 bytes).</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> DenyPlatforms { get; init; } = [];

    /// <summary>Alternatives; none at all fails unless <see cref="AnyMeasurementUnsafe"/>.</summary>
    public ImmutableArray<ReferenceValues> ReferenceValues { get; init; } = [];

    /// <summary>Any measurement passes.</summary>
    public bool AnyMeasurementUnsafe { get; init; }

    /// <inheritdoc/>
    public ImmutableArray<string> Unsafe =>
        [.. Allow.Unsafe, .. AnyMeasurementUnsafe ? ["tdx.anyMeasurementUnsafe"] : Array.Empty<string>()];

    /// <inheritdoc/>
    public ITeePolicy WithAnyMeasurementUnsafe() => this with { AnyMeasurementUnsafe = true };

    /// <summary>Reads the section.</summary>
    public static TdxPolicy Read(ConfigSection section)
    {
        ConfigSection tcb = section.Section("tcb");
        TdxPolicy policy = new()
        {
            Accept = TcbStatusNames.ReadList(tcb, "accept", Strict.Accept),
            Tolerate = [.. tcb.Sections("tolerate").Select(TcbTolerance.Read).OfType<TcbTolerance>()],
            MinimumEvaluationDataNumber = (int?)tcb.Integer("minimumEvaluationDataNumber", 0, int.MaxValue),
            MinimumDate = tcb.Time("minimumDate"),
            MinimumTeeTcbSvn = tcb.Bytes("minimumTeeTcbSvn", 16),
            Allow = TdxAllowances.Read(section.Section("allow")),
            XfamMustBeClear = section.Mask("xfamMustBeClear"),
            ServiceTd = section.BytesList("serviceTd", 48),
            DenyPlatforms = [.. section.Each("denyPlatforms", (value, path) => ReadPlatform(section, value, path)).OfType<ReadOnlyMemory<byte>>()],
            ReferenceValues = [.. section.Sections("referenceValues").Select(each => Policies.ReferenceValues.Read(each, TdxMeasurements.All.Select(one => (one.Register, one.Field.Length))))],
            AnyMeasurementUnsafe = section.Boolean("anyMeasurementUnsafe", absent: false),
        };
        tcb.Done();
        section.Done();
        return policy;
    }

    private static ReadOnlyMemory<byte>? ReadPlatform(ConfigSection section, Json.JsonItem value, string path)
    {
        if (value.Kind == Json.JsonKind.Text
            && (Attestation.Wire.Hex.TryRead(value.Text, 16, out byte[]? piid) || Attestation.Wire.Hex.TryRead(value.Text, 32, out piid)))
        {
            return piid;
        }

        section.Report(value, path, $"is \"{value.Text}\", want a PIID (32 hex digits) or SHA-256 of an encrypted PPID (64)");
        return null;
    }
}
