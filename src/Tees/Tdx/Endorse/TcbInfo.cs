// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Tdx.Endorse;

/// <summary>TCB info v3 of a TDX platform family. Intel PCS API v4, "Get TDX TCB Info".</summary>
/// <remarks>Parsed from the signed slice of the response; <see cref="SignedBytes"/> is what <see cref="Signature"/> covers.</remarks>
public sealed class TcbInfo : IWire<TcbInfo>, ISignedCollateral
{
    private const string Structure = "tcb info";

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

    /// <summary>Family, model, stepping, platform type, custom SKU; 6 bytes.</summary>
    public required ReadOnlyMemory<byte> Fmspc { get; init; }

    /// <summary>Identity of the provisioning certification enclave; 2 bytes.</summary>
    public required ReadOnlyMemory<byte> PceId { get; init; }

    /// <summary>Sequence number of the TCB recovery event it belongs to.</summary>
    public required int EvaluationDataNumber { get; init; }

    /// <summary>The module of major version 0.</summary>
    public required TdxModuleIdentity TdxModule { get; init; }

    /// <summary>Modules of later major versions; empty where the document has no such list.</summary>
    public required ImmutableArray<TdxModuleIdentity> ModuleIdentities { get; init; }

    /// <summary>Platform levels, highest first.</summary>
    public required ImmutableArray<TcbLevel> Levels { get; init; }

    /// <summary>The identity of a module by major version, which is TEE_TCB_SVN[1]; null where the document has none.</summary>
    public TdxModuleIdentity? Module(byte majorVersion)
    {
        if (majorVersion == 0)
        {
            return TdxModule;
        }

        string id = $"TDX_{majorVersion:X2}";
        return ModuleIdentities.FirstOrDefault(each => each.Id == id);
    }

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out TcbInfo? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        parsed = null;
        if (!SignedDocument.TryParse(bytes, Structure, "tcbInfo", out SignedDocument? document, out malformed))
        {
            return false;
        }

        IntelJson json = new(Structure, document.Body);
        TcbInfo read = Read(document, bytes, json);
        malformed = json.Fault;
        parsed = malformed is null ? read : null;
        return parsed is not null;
    }

    private static TcbInfo Read(SignedDocument document, ReadOnlyMemory<byte> raw, IntelJson json)
    {
        JsonItem body = document.Body;
        json.RequireText(body, "id", "TDX");
        json.RequireInteger(body, "version", 3);
        json.RequireInteger(body, "tcbType", 0);
        return new()
        {
            Raw = raw,
            SignedBytes = document.SignedBytes,
            Signature = document.Signature,
            IssueDate = json.Time(body, "issueDate"),
            NextUpdate = json.Time(body, "nextUpdate"),
            Fmspc = json.Hex(body, "fmspc", 6),
            PceId = json.Hex(body, "pceId", 2),
            EvaluationDataNumber = json.Integer(body, "tcbEvaluationDataNumber", int.MaxValue),
            TdxModule = TdxModuleReading.Module(json, json.Member(body, "tdxModule", JsonKind.Object)),
            ModuleIdentities = TdxModuleReading.Identities(json, body),
            Levels = TcbLevelReading.Levels(json, body),
        };
    }
}
