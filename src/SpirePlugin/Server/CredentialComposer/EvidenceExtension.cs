// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Text;
using System.Formats.Asn1;
using System.Text;
using System.Text.Json;
using Attestation.Wire;

namespace Attestation.SpirePlugin.Server.CredentialComposer;

/// <summary>The extension that names the Evidence behind an agent's certificate: id-pe-cmw, a JSON record (draft-ietf-rats-msg-wrap, section 6.1).</summary>
internal static class EvidenceExtension
{
    /// <summary>id-pe-cmw.</summary>
    public const string Oid = "1.3.6.1.5.5.7.1.35";

    private const string MediaType = "application/vnd.attestation.evidence-reference+json;version=1";

    // Evidence, section 3.1 of the draft: bit 2.
    private const int EvidenceIndicator = 4;

    /// <summary>Its value: a UTF8String that holds <c>["media type", "base64url of {origin, leaf, checkpoint}", 4]</c>.</summary>
    /// <param name="origin">The log's.</param>
    /// <param name="leaf">The node statement's index.</param>
    /// <param name="checkpointSha256">Of the checkpoint's text; 32 bytes.</param>
    public static byte[] Of(string origin, long leaf, ReadOnlyMemory<byte> checkpointSha256)
    {
        string reference = $$"""{"checkpoint":"{{Hex.Of(checkpointSha256.Span)}}","leaf":"{{leaf}}","origin":"{{JsonEncodedText.Encode(origin)}}"}""";
        AsnWriter writer = new(AsnEncodingRules.DER);
        writer.WriteCharacterString(UniversalTagNumber.UTF8String, $"[\"{MediaType}\",\"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(reference))}\",{EvidenceIndicator}]");
        return writer.Encode();
    }
}
