// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Attestation.Machine.Simulator;
using Attestation.Wire;

namespace Attestation.Tdx.Simulator;

/// <summary>Writes <c>{"NAME":OBJECT,"signature":"HEX"}</c>, the signature being over the object's bytes as they stand.</summary>
internal static class SignedDocumentWriter
{
    // A signer of another kind than P-256 has longer signatures than the format: what fits of it is written.
    private const int SignatureBytes = 64;

    /// <param name="name">For example <c>tcbInfo</c>.</param>
    /// <param name="options">How it is written and signed.</param>
    /// <param name="signer">The TCB signing key.</param>
    /// <param name="members">Writes the object's members.</param>
    public static byte[] Write(string name, SignedDocumentOptions options, SimulatedKey signer, Action<Utf8JsonWriter> members)
    {
        string signed = string.Concat("{", options.FirstMembers, Members(members).AsSpan(1));
        string signature = Hex.Of(options.SignedBy.Over(signer, Encoding.UTF8.GetBytes(signed)).AsSpan(0, SignatureBytes));
        string served = options.IsSpacedAfterSigning ? string.Concat("{ ", signed.AsSpan(1)) : signed;
        return Encoding.UTF8.GetBytes($"{{\"{name}\":{served},\"signature\":\"{signature}\"}}");
    }

    private static string Members(Action<Utf8JsonWriter> members)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
