// SPDX-License-Identifier: Apache-2.0

using System.Text.Encodings.Web;
using System.Text.Json;
using Attestation.Policies;
using Attestation.Wire;

namespace Attestation.Machine.Simulator;

/// <summary>Writes the strict policy that an honest machine passes: its root, its REPORT_DATA, and its TEE's own section.</summary>
public static class SimulatedPolicy
{
    /// <summary>A policy file.</summary>
    /// <param name="name">The policy's name.</param>
    /// <param name="rootSpkiSha256">The simulated root.</param>
    /// <param name="reportData">64 bytes; null in a policy for bundles, where it follows from the checkpoint.</param>
    /// <param name="key">Key of the TEE's section.</param>
    /// <param name="section">Writes the section's members.</param>
    /// <returns>UTF-8 JSON.</returns>
    public static byte[] Write(
        string name, ReadOnlyMemory<byte> rootSpkiSha256, ReadOnlyMemory<byte>? reportData, string key, Action<Utf8JsonWriter> section)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("mediaType", PolicyFile.MediaType);
            json.WriteString("name", name);
            PolicyDrafting.WriteList(json, "rootsUnsafe", Hex.Of(rootSpkiSha256.Span));
            if (reportData is { } expected)
            {
                json.WriteString("reportData", Hex.Of(expected.Span));
            }

            json.WriteStartObject(key);
            section(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return [.. stream.ToArray(), (byte)'\n'];
    }
}
