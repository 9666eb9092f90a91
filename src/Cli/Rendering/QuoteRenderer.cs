// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text.Json;
using Attestation.AgentClient.V1;
using Attestation.Wire;

namespace Attestation.Cli.Rendering;

/// <summary>What <c>attest quote</c> got; the first line says that nothing was verified.</summary>
internal static class QuoteRenderer
{
    private const string MediaType = "application/vnd.attestation.quote+json;version=1";
    private const string NotVerified = "not verified: this is what the agent answered";
    private const int TitleWidth = 10;

    /// <summary>Lines for people.</summary>
    /// <param name="page">Where they go.</param>
    /// <param name="file">The file that was written.</param>
    /// <param name="bytes">What was written.</param>
    /// <param name="info">The agent.</param>
    /// <param name="appended">The statement; null for bare Evidence.</param>
    public static void Print(Page page, string file, byte[] bytes, GetInfoResponse info, AppendResponse? appended = null)
    {
        page.Line(NotVerified);
        page.Line();
        if (appended is not null)
        {
            Row(page, "statement", $"leaf {appended.Index}, in the tree of {appended.Size}");
        }

        Row(page, "log", $"{info.Origin}, anchor {info.Anchor}");
        Row(page, "machine", $"{string.Join(" + ", info.Tees)}{(info.Simulated ? ", SIMULATED" : "")}, evidence of {info.EvidenceAt}");
        Row(page, "wrote", $"{file}, {bytes.Length} bytes");
        page.Line();
        page.Line($"  hint: `attest verify {file} --policy FILE` judges it, here or anywhere");
    }

    /// <summary>One document.</summary>
    public static void Write(Utf8JsonWriter json, byte[] bytes, GetInfoResponse info, AppendResponse? appended = null)
    {
        json.WriteStartObject();
        json.WriteString("mediaType", MediaType);
        json.WriteBoolean("verified", false);
        json.WriteString("origin", info.Origin);
        json.WriteStartArray("tees");
        foreach (string tee in info.Tees)
        {
            json.WriteStringValue(tee);
        }

        json.WriteEndArray();
        json.WriteString("anchor", info.Anchor);
        json.WriteBoolean("simulated", info.Simulated);
        if (appended is not null)
        {
            json.WriteNumber("leaf", appended.Index);
            json.WriteNumber("size", appended.Size);
            json.WriteString("statementSha256", Hex.Of(SHA256.HashData(appended.Statement.Span)));
        }

        json.WriteNumber("bytes", bytes.Length);
        json.WriteString("sha256", Hex.Of(SHA256.HashData(bytes)));
        json.WriteEndObject();
    }

    private static void Row(Page page, string title, string text) => page.Line($"  {title,-TitleWidth} {text}");
}
