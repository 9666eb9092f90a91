// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Tdx.Endorse;

/// <summary>A response of Intel's PCS: an object, and a signature over its bytes exactly as served.</summary>
/// <param name="Body">The signed object.</param>
/// <param name="SignedBytes">The object's bytes as received; never serialised again.</param>
/// <param name="Signature">ECDSA P-256, r ‖ s, 64 bytes.</param>
/// <remarks>PCS API v4, <c>{"tcbInfo":…,"signature":"…"}</c> and <c>{"enclaveIdentity":…,"signature":"…"}</c>.</remarks>
internal sealed record SignedDocument(JsonItem Body, ReadOnlyMemory<byte> SignedBytes, ReadOnlyMemory<byte> Signature)
{
    private const int SignatureBytes = 64;

    public static bool TryParse(
        ReadOnlyMemory<byte> utf8,
        string structure,
        string bodyName,
        [NotNullWhen(true)] out SignedDocument? document,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        document = null;
        if (!StrictJson.TryParse(utf8, structure, JsonLimits.Document, out JsonItem? root, out malformed))
        {
            return false;
        }

        IntelJson json = new(structure, root);
        JsonItem? body = json.Member(root, bodyName, JsonKind.Object);
        ReadOnlyMemory<byte> signature = json.Hex(root, "signature", SignatureBytes);
        malformed = json.Fault;
        document = malformed is null ? new(body!, utf8.Slice(body!.Start, body.Length), signature) : null;
        return document is not null;
    }
}
