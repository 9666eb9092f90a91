// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Tdx.Endorse;

/// <summary>Identity of the TD quoting enclave, version 2. Intel PCS API v4, "Get TDX QE Identity".</summary>
/// <remarks>Hex strings are in memory order: they compare with report fields byte by byte.</remarks>
public sealed class QeIdentity : IWire<QeIdentity>, ISignedCollateral
{
    private const string Structure = "qe identity";

    /// <inheritdoc/>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>The inner object's bytes, exactly as served.</summary>
    public required ReadOnlyMemory<byte> SignedBytes { get; init; }

    /// <summary>ECDSA P-256 by the TCB signing key, r ‖ s, 64 bytes.</summary>
    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>When it was issued.</summary>
    public required DateTimeOffset IssueDate { get; init; }

    /// <summary>Last instant at which it is valid.</summary>
    public required DateTimeOffset NextUpdate { get; init; }

    /// <summary>Sequence number of the TCB recovery event it belongs to.</summary>
    public required int EvaluationDataNumber { get; init; }

    /// <summary>MISCSELECT under its mask; 4 bytes.</summary>
    public required ReadOnlyMemory<byte> MiscSelect { get; init; }

    /// <summary>4 bytes.</summary>
    public required ReadOnlyMemory<byte> MiscSelectMask { get; init; }

    /// <summary>ATTRIBUTES under its mask; 16 bytes.</summary>
    public required ReadOnlyMemory<byte> Attributes { get; init; }

    /// <summary>16 bytes.</summary>
    public required ReadOnlyMemory<byte> AttributesMask { get; init; }

    /// <summary>MRSIGNER; 32 bytes.</summary>
    public required ReadOnlyMemory<byte> MrSigner { get; init; }

    /// <summary>ISVPRODID.</summary>
    public required int IsvProdId { get; init; }

    /// <summary>By descending ISVSVN.</summary>
    public required ImmutableArray<IsvLevel> Levels { get; init; }

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out QeIdentity? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        parsed = null;
        if (!SignedDocument.TryParse(bytes, Structure, "enclaveIdentity", out SignedDocument? document, out malformed))
        {
            return false;
        }

        IntelJson json = new(Structure, document.Body);
        QeIdentity read = Read(document, bytes, json);
        malformed = json.Fault;
        parsed = malformed is null ? read : null;
        return parsed is not null;
    }

    private static QeIdentity Read(SignedDocument document, ReadOnlyMemory<byte> raw, IntelJson json)
    {
        JsonItem body = document.Body;
        json.RequireText(body, "id", "TD_QE");
        json.RequireInteger(body, "version", 2);
        return new()
        {
            Raw = raw,
            SignedBytes = document.SignedBytes,
            Signature = document.Signature,
            IssueDate = json.Time(body, "issueDate"),
            NextUpdate = json.Time(body, "nextUpdate"),
            EvaluationDataNumber = json.Integer(body, "tcbEvaluationDataNumber", int.MaxValue),
            MiscSelect = json.Hex(body, "miscselect", 4),
            MiscSelectMask = json.Hex(body, "miscselectMask", 4),
            Attributes = json.Hex(body, "attributes", 16),
            AttributesMask = json.Hex(body, "attributesMask", 16),
            MrSigner = json.Hex(body, "mrsigner", 32),
            IsvProdId = json.Integer(body, "isvprodid", ushort.MaxValue),
            Levels = IsvLevelReading.Levels(json, body, IsvLevelReading.UnknownStatus.Refuses),
        };
    }
}
